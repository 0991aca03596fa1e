package dev.spike.server.simulate;

import dev.spike.server.shop.Proof;
import java.util.List;
import java.util.Map;

/**
 * What a simulation came to.
 *
 * @param figures what happened how often, by name
 * @param unsettled what was left open at the end; 0 unless something never settles
 */
public record SimulationReport(
        Simulation.Plan plan, int kills, Map<String, Long> figures, long unsettled, List<Proof> proofs) {

    public boolean isClean() {
        return unsettled == 0 && proofs.stream().allMatch(Proof::holds);
    }
}
