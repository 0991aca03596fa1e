package dev.spike.billing.catalogue;

import dev.spike.billing.Providable;
import dev.spike.billing.ProvidableKind;
import dev.spike.billing.Provision;
import dev.spike.billing.TakeBack;
import java.sql.Connection;
import java.util.Map;
import java.util.Set;

/** What an application might provide itself: so many gadgets of a colour. */
final class GadgetKind implements ProvidableKind {

    record Gadgets(int number, String colour) implements Providable {

        @Override
        public String kind() {
            return "gadgets";
        }

        @Override
        public Map<String, String> terms() {
            return Map.of("gadgets", Integer.toString(number), "paint.colour", colour);
        }

        @Override
        public Providable times(int quantity) {
            return new Gadgets(Math.multiplyExact(number, quantity), colour);
        }

        @Override
        public String text() {
            return number + " " + colour + " gadgets";
        }
    }

    @Override
    public String word() {
        return "gadgets";
    }

    @Override
    public Set<String> settings() {
        return Set.of("paint.colour");
    }

    @Override
    public Providable read(Map<String, String> terms) {
        return new Gadgets(Integer.parseInt(terms.get("gadgets")), terms.getOrDefault("paint.colour", "grey"));
    }

    @Override
    public void provide(Connection connection, Provision provision) {
        throw new UnsupportedOperationException("nothing is provided when a catalogue is read");
    }

    @Override
    public void takeBack(Connection connection, TakeBack takeBack) {
        throw new UnsupportedOperationException("nothing is taken back when a catalogue is read");
    }
}
