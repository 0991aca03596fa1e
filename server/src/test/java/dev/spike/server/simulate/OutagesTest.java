package dev.spike.server.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.server.simulate.Outages.Outage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutagesTest {

    @Test
    void the_worker_is_down_for_less_than_the_grace_or_everything_for_longer() {
        var all = Outages.draw(7, 2_920).all();

        assertThat(all).hasSizeGreaterThan(10).allSatisfy(outage -> {
            int ticks = outage.until() - outage.from();
            assertThat(ticks).isBetween(outage.isOfAll() ? 16 : 4, outage.isOfAll() ? 26 : 6);
        });
        assertThat(all).extracting(Outage::isOfAll).contains(true, false);
    }

    @Test
    void nobody_comes_before_what_has_heaped_up_is_worked() {
        var outages = new Outages(List.of(new Outage(2, 4, true), new Outage(6, 7, false)));

        assertThat(IntStream.range(0, 8).filter(outages::holds)).containsExactly(2, 3, 6);
        assertThat(IntStream.range(0, 8).filter(outages::isClosed)).containsExactly(2, 3, 4);
        assertThat(IntStream.range(0, 8).filter(outages::isCaughtUp)).containsExactly(0, 4, 7);
    }
}
