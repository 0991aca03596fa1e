package dev.spike.server;

import picocli.CommandLine.IVersionProvider;

/** The version as the jar's manifest has it. */
final class SpikeVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        var version = SpikeVersion.class.getPackage().getImplementationVersion();
        return new String[] {"Spike for Java " + (version == null ? "(not packaged)" : version)};
    }
}
