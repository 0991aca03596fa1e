package dev.spike.server.scenario;

import dev.spike.ledger.Credits;
import dev.spike.server.scenario.Operation.Result;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import javax.sql.DataSource;

/**
 * Several operations as one. An atomic batch is one database transaction of the host's, which the ledger joins: when an
 * operation is refused, all are rolled back.
 */
final class Batching {

    private final DataSource dataSource;
    private final Credits credits;

    Batching(DataSource dataSource, Credits credits) {
        this.dataSource = dataSource;
        this.credits = credits;
    }

    Answer perform(Stage stage, Operation batch, Operating operating) {
        var items = batch.items();
        if (items.isEmpty()) {
            throw new NotOfferedException("operation batch without items");
        }
        if (items.stream().anyMatch(item -> item.kind() == Operation.Kind.BATCH)) {
            throw new NotOfferedException("operation batch within a batch");
        }
        return batch.part().flag("atomic") ? together(stage, items, operating) : oneByOne(stage, items, operating);
    }

    private Answer oneByOne(Stage stage, List<Operation> items, Operating operating) {
        for (var item : items) {
            var answer = operating.perform(stage, item);
            if (!answer.is(item.expected())) {
                return new Answer(
                        EnumSet.noneOf(Result.class),
                        "%s: expected %s, actual %s"
                                .formatted(item.where(), item.expected().word(), answer.words()));
            }
        }
        return Answer.done();
    }

    private Answer together(Stage stage, List<Operation> items, Operating operating) {
        var before = stage.names().copy();
        boolean committed = false;
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var answer = inTransaction(connection, stage, items, operating);
                committed = answer.is(Result.OK);
                if (committed) {
                    connection.commit();
                }
                return answer;
            } finally {
                connection.rollback(); // of what is not committed; else of nothing
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database did not do its part in a batch.", e);
        } finally {
            if (!committed) {
                stage.names().restore(before);
            }
        }
    }

    private Answer inTransaction(Connection connection, Stage stage, List<Operation> items, Operating operating) {
        var account = stage.account();
        var joined = new Stage(
                credits.joining(connection)
                        .of(account.billable(), account.creditType().id()),
                stage.clock(),
                stage.policy(),
                stage.names());
        var answers = new ArrayList<Answer>();
        for (var item : items) {
            var answer = operating.perform(joined, item);
            if (!answer.is(Result.OK) && !answer.is(Result.DUPLICATE)) {
                return Answer.rejected(item.where() + ": " + answer.words());
            }
            answers.add(answer);
        }
        if (answers.stream().allMatch(answer -> answer.is(Result.OK))) {
            return Answer.done();
        }
        return answers.stream().allMatch(answer -> answer.is(Result.DUPLICATE))
                ? new Answer(EnumSet.of(Result.DUPLICATE), "duplicate")
                : Answer.rejected("some of it was asked before");
    }
}
