package dev.spike.billing.postgres;

import dev.spike.billing.Providable;
import dev.spike.billing.ProvidableKind;
import dev.spike.billing.Provision;
import dev.spike.billing.TakeBack;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A kind that an application adds: its seats lie in a table of its own. It can be told to fail. */
final class Seats implements ProvidableKind {

    static final String TABLE =
            "CREATE TABLE IF NOT EXISTS seats (key text PRIMARY KEY, billable_id text NOT NULL, seats int NOT NULL)";

    private static final String GIVE = "INSERT INTO seats (key, billable_id, seats) VALUES (?, ?, ?)";

    private volatile boolean fails;
    private volatile boolean breaks;
    private volatile Runnable meanwhile = () -> {};
    private final List<Provision> given = new CopyOnWriteArrayList<>();
    private final List<TakeBack> takenBack = new CopyOnWriteArrayList<>();

    /** @param number of seats */
    record Seat(int number) implements Providable {

        @Override
        public String kind() {
            return "seats";
        }

        @Override
        public Map<String, String> terms() {
            return Map.of("seats", Integer.toString(number));
        }

        @Override
        public Seat times(int quantity) {
            return new Seat(Math.multiplyExact(number, quantity));
        }

        @Override
        public String text() {
            return number + " seats";
        }
    }

    /** Something that one has or has not. */
    record Feature(String name) implements Providable {

        @Override
        public String kind() {
            return "feature";
        }

        @Override
        public Map<String, String> terms() {
            return Map.of("feature", name);
        }

        @Override
        public Feature times(int quantity) {
            return this;
        }

        @Override
        public String text() {
            return name;
        }
    }

    void failing(boolean fails) {
        this.fails = fails;
    }

    /** As when a class of the application is not there. */
    void breaking(boolean breaks) {
        this.breaks = breaks;
    }

    private void failIfTold() {
        if (fails) {
            throw new IllegalStateException("The seats are being painted.");
        }
        if (breaks) {
            throw new NoClassDefFoundError("shop/Seat");
        }
    }

    /** Something that happens once, while seats are given and nothing is committed. */
    void meanwhile(Runnable work) {
        meanwhile = work;
    }

    List<Provision> given() {
        return given;
    }

    @Override
    public String word() {
        return "seats";
    }

    @Override
    public Set<String> settings() {
        return Set.of();
    }

    @Override
    public Providable read(Map<String, String> terms) {
        return new Seat(Integer.parseInt(terms.getOrDefault("seats", "0")));
    }

    @Override
    public void provide(Connection connection, Provision provision) throws SQLException {
        try (var statement = connection.prepareStatement(GIVE)) {
            statement.setString(1, provision.key());
            statement.setString(2, provision.billable().billableId());
            statement.setInt(3, ((Seat) provision.providable()).number());
            statement.executeUpdate();
        }
        failIfTold();
        var work = meanwhile;
        meanwhile = () -> {};
        work.run();
        given.add(provision);
    }

    private static final String LEAVE = "UPDATE seats SET seats = ? WHERE key = ?";

    @Override
    public void takeBack(Connection connection, TakeBack takeBack) throws SQLException {
        int number = ((Seat) takeBack.provision().providable()).number();
        try (var statement = connection.prepareStatement(LEAVE)) {
            statement.setLong(1, number - ReturnedShare.of(number, takeBack.returned(), takeBack.paid()));
            statement.setString(2, takeBack.provision().key());
            statement.executeUpdate();
        }
        failIfTold();
        takenBack.add(takeBack);
    }

    List<TakeBack> takenBack() {
        return takenBack;
    }
}
