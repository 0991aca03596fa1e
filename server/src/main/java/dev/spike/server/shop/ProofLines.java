package dev.spike.server.shop;

import dev.spike.server.shop.Proof.Line;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads the lines of a proof: rows of a subject, what is expected of it, and what is found. */
public final class ProofLines {

    private final DataSource dataSource;

    public ProofLines(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Sets the parameters of a statement. */
    @FunctionalInterface
    public interface Binding {

        void bind(Connection connection, PreparedStatement statement) throws SQLException;
    }

    public List<Line> lines(String select) {
        return lines(select, (connection, statement) -> {});
    }

    public List<Line> lines(String select, Binding binding) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(select)) {
            binding.bind(connection, statement);
            var lines = new ArrayList<Line>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    lines.add(new Line(row.getString("subject"), row.getString("expected"), row.getString("actual")));
                }
            }
            return lines;
        } catch (SQLException e) {
            throw new IllegalStateException("The tables could not be compared.", e);
        }
    }
}
