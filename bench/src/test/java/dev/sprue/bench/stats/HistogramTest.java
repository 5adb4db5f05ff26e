package dev.sprue.bench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {

    @Test
    void knowsSmallValuesExactly() {
        Histogram histogram = new Histogram();
        for (int value = 1; value <= 100; value++) {
            histogram.add(value);
        }
        assertThat(histogram.quantile(0)).isEqualTo(1);
        assertThat(histogram.quantile(0.5)).isEqualTo(50);
        assertThat(histogram.quantile(0.99)).isEqualTo(99);
        assertThat(histogram.quantile(1)).isEqualTo(100);
        assertThat(histogram.total()).isEqualTo(100);
    }

    @Test
    void isWithinOnePercentOfTheSortedValues() {
        Random random = new Random(42);
        for (int spread = 8; spread < Long.SIZE - 1; spread += 6) {
            Histogram histogram = new Histogram();
            long[] values = new long[10_000];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextLong() >>> (Long.SIZE - 1 - random.nextInt(spread));
                histogram.add(values[i]);
            }
            Arrays.sort(values);
            for (double share : new double[] {0.1, 0.5, 0.9, 0.99, 0.999, 1}) {
                long exact = values[(int) Math.ceil(share * values.length) - 1];
                assertThat((double) histogram.quantile(share)).isCloseTo(exact, within(exact * 0.01));
            }
            assertThat(histogram.max()).isEqualTo(values[values.length - 1]);
        }
    }

    @Test
    void takesTheLargestAndNegativeValues() {
        Histogram histogram = new Histogram();
        histogram.add(-5);
        histogram.add(Long.MAX_VALUE);
        assertThat(histogram.quantile(0.5)).isZero();
        assertThat(histogram.quantile(1)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void isZeroWithoutValues() {
        assertThat(new Histogram().quantile(0.99)).isZero();
        assertThat(Quantiles.of(new Histogram())).isEqualTo(new Quantiles(0, 0, 0, 0, 0, 0));
    }

    @Test
    void isToldInMicroseconds() {
        Histogram histogram = new Histogram();
        histogram.add(100);
        assertThat(Quantiles.of(histogram).p50Us()).isEqualTo(0.1);
    }
}
