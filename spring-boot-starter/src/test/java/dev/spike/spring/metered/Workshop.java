package dev.spike.spring.metered;

import dev.spike.ledger.Billable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

/** Work that costs credits, and remembers what was done. */
class Workshop {

    record Answer(String text, long usage) {}

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final JdbcTemplate jdbc;

    Workshop(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A field of the proxy would be another list. */
    public List<String> done() {
        return done;
    }

    @Metered(credits = "5")
    public String constant(@Nullable Billable user, String what) {
        done.add(what);
        return "done " + what;
    }

    @Metered(credits = "#tokens", type = "sms")
    public void byArgument(Billable user, Object tokens) {
        done.add("argument");
    }

    @Metered(credits = "#result.usage", upTo = "100")
    public Answer byResult(Billable user, long usage) {
        done.add("result");
        return new Answer("text", usage);
    }

    @Metered(credits = "#result", upTo = "100")
    public @Nullable Object any(Billable user, @Nullable Object value) {
        done.add("any");
        return value;
    }

    @Metered(credits = "5")
    public void failing(Billable user, Throwable failure) throws Throwable {
        done.add("failing");
        throw failure;
    }

    @Metered(credits = "#result", upTo = "100")
    public CompletableFuture<Long> later(Billable user, CompletableFuture<Long> work) {
        done.add("later");
        return work;
    }

    @Metered(credits = "5", key = "#order")
    public String keyed(Billable user, @Nullable String order, Runnable work) {
        work.run();
        done.add("keyed");
        return "done";
    }

    @Metered(credits = "5", key = "#order")
    public String keyedToo(Billable user, String order) {
        done.add("keyedToo");
        return "done";
    }

    @Metered(credits = "#amount", key = "#order")
    public void keyedAmount(Billable user, String order, long amount, Runnable work) {
        work.run();
        done.add("keyedAmount");
    }

    @Metered(credits = "#result", upTo = "10", key = "#order")
    public long keyedResult(Billable user, String order, long value) {
        done.add("keyedResult");
        return value;
    }

    @Metered(credits = "${app.price}", billable = "#team.owner", holdFor = "2m")
    public void configured(Team team) {
        done.add("configured");
    }

    @Metered(credits = "@prices.of(#what)")
    public void priced(Billable user, String what) {
        done.add("priced");
    }

    @Transactional
    @Metered(credits = "5")
    public void inTransaction(Billable user, String row, @Nullable Exception failure) throws Exception {
        jdbc.update("INSERT INTO work (name) VALUES (?)", row);
        if (failure != null) {
            throw failure;
        }
    }

    @Transactional
    public void around(Runnable work) {
        work.run();
    }

    record Team(Billable owner) {}

    static class Prices {

        public long of(String what) {
            return what.length();
        }
    }

    static class CheckedFailure extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
