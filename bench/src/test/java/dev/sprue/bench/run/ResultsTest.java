package dev.sprue.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.bench.report.Row;
import dev.sprue.bench.stats.Spread;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTest {

    private static final List<String> TARGETS = List.of(Target.NGINX, Target.SPRUE);

    private final Results results = new Results();

    @Test
    void comparesWithNginxInTheSameRound() {
        add(0, Target.NGINX, 100);
        add(0, Target.SPRUE, 90);
        add(1, Target.NGINX, 50);
        add(1, Target.SPRUE, 30);
        add(2, Target.NGINX, 200);
        add(2, Target.SPRUE, 140);
        List<Row> rows = results.rows(Scenario.WHOLE, TARGETS, new Goals("io_uring"));
        assertThat(rows).extracting(Row::target).containsExactly(Target.NGINX, Target.SPRUE);
        Row sprue = rows.getLast();
        assertThat(sprue.figure()).isEqualTo(new Spread(90, 30, 140));
        assertThat(sprue.ratio()).isEqualTo(new Spread(0.7, 0.6, 0.9));
        assertThat(sprue.goal()).isEqualTo(">= 0.65 x nginx");
        assertThat(sprue.met()).isTrue();
    }

    @Test
    void leavesOutRoundsThatFailed() {
        add(0, Target.NGINX, 100);
        add(1, Target.NGINX, 100);
        add(1, Target.SPRUE, 50);
        Row sprue = results.rows(Scenario.WHOLE, TARGETS, new Goals("epoll")).getLast();
        assertThat(sprue.values()).containsExactly(50.0);
        assertThat(sprue.ratio()).isEqualTo(new Spread(0.5, 0.5, 0.5));
        assertThat(sprue.goal()).isEqualTo(">= 0.5 x nginx");
        assertThat(sprue.met()).isTrue();
    }

    @Test
    void saysNothingOfRatiosWithoutNginx() {
        add(0, Target.SPRUE, 50);
        Row sprue = results.rows(Scenario.WHOLE, List.of(Target.SPRUE), new Goals("epoll"))
                .getFirst();
        assertThat(sprue.ratio()).isNull();
        assertThat(sprue.met()).isNull();
    }

    @Test
    void comparesItsRoutesWithItsFirst() {
        List<String> routes = List.of(Target.NGINX, Target.SPRUE, Target.SPRUE_V1, Target.SPRUE_DEPLOYMENTS);
        add(0, Target.NGINX, 200);
        add(0, Target.SPRUE, 100);
        add(0, Target.SPRUE_V1, 91);
        add(0, Target.SPRUE_DEPLOYMENTS, 115);
        List<Row> rows = results.rows(Scenario.WHOLE, routes, new Goals("io_uring"));
        assertThat(rows.get(2).base()).isEqualTo(Target.SPRUE);
        assertThat(rows.get(2).ratio()).isEqualTo(new Spread(0.91, 0.91, 0.91));
        assertThat(rows.get(2).met()).isTrue();
        assertThat(rows.get(3).goal()).isEqualTo("0.9 - 1.11 x sprue");
        assertThat(rows.get(3).met()).isFalse();
    }

    private void add(int round, String target, double requests) {
        results.add(round, Scenario.WHOLE, target, new Measurement(Map.of(Metric.REQUESTS, requests), 0));
    }
}
