package dev.spike.server;

import dev.spike.server.market.PlanReport;
import dev.spike.server.market.SaleReport;
import dev.spike.server.replay.Replay;
import dev.spike.server.replay.ReplayReport;
import dev.spike.server.replay.UsageTrace;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What {@code demo} and {@code replay} do alike: charge the trace with its progress shown, and report. */
final class Charging {

    private final DatabaseOptions database;
    private final ReplayOptions options;

    Charging(DatabaseOptions database, ReplayOptions options) {
        this.database = database;
        this.options = options;
    }

    /** Returns the exit status: 0 if the proof holds. */
    int run(UsageTrace trace, PrintWriter out) throws InterruptedException {
        return on(trace, open -> {
            var settings = options.settings();
            var report = charge(trace, new Replay(open.dataSource(), settings));
            print(report, ReplayText.lines(report, settings), out);
            return report.isClean();
        });
    }

    /** The same, once some customers have subscribed to a plan and every one has bought a pack. */
    int sellAndRun(UsageTrace trace, PrintWriter out) throws InterruptedException {
        return on(trace, open -> {
            var settings = options.settings();
            var plans = options.planSale(open.dataSource());
            var packs = options.packSale(open.dataSource());
            var charge = charge(trace, new Replay(open.dataSource(), settings).sellingBy((customers, at) -> {
                        plans.sellTo(customers, at);
                        packs.sellTo(customers, at);
                    }));
            var report = new DemoReport(plans.report(), packs.report(), charge);
            var lines = new ArrayList<>(SaleText.lines(report.plans()));
            lines.addAll(SaleText.lines(report.sale()));
            lines.addAll(ReplayText.lines(charge, settings));
            print(report, lines, out);
            return report.isClean();
        });
    }

    /** What was sold, and then the charge. */
    record DemoReport(PlanReport plans, SaleReport sale, ReplayReport charge) {

        boolean isClean() {
            return sale.agrees() && charge.isClean();
        }
    }

    private interface Work {

        /** Whether the proof holds. */
        boolean on(OpenDatabase open) throws InterruptedException;
    }

    private int on(UsageTrace trace, Work work) throws InterruptedException {
        trace.damaged().forEach(damaged -> System.err.println("spike: skipped " + damaged));
        options.settings(); // refuses before anything starts
        System.err.println("Starting PostgreSQL on " + database.place() + " ...");
        var ended = new AtomicBoolean();
        var onInterrupt = new Thread(() -> sayStopped(ended), "say-stopped");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try (var open = database.open(options.connections())) {
            return work.on(open) ? 0 : 1;
        } finally {
            ended.set(true);
        }
    }

    private static ReplayReport charge(UsageTrace trace, Replay replay) throws InterruptedException {
        try (var progress = Terminal.progress()) {
            progress.start("charge", trace.calls().size());
            return replay.charge(trace, InstantSource.system().instant(), progress::advance);
        }
    }

    private static void sayStopped(AtomicBoolean ended) {
        if (!ended.get()) {
            System.err.println();
            System.err.println(
                    "Stopped. What was answered is kept: run it again and it goes on, charging nothing twice.");
        }
    }

    private void print(Object report, List<String> lines, PrintWriter out) {
        if (options.json()) {
            out.println(Json.of(report));
        } else {
            lines.forEach(out::println);
        }
        out.flush();
    }
}
