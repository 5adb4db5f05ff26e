package dev.sprue.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CorePlanTest {

    @Test
    void givesTheGatewayTwoOfFour() {
        CorePlan plan = CorePlan.of(List.of(0, 1, 2, 3));
        assertThat(plan).isEqualTo(new CorePlan(List.of(0), List.of(1), List.of(2, 3)));
        assertThat(plan.sound()).isTrue();
        assertThat(CorePlan.of(List.of(2, 3, 4, 5, 6, 7)).gateway()).containsExactly(4, 5);
    }

    @Test
    void givesTheGatewayOneOfTwoAndCallsThatRough() {
        CorePlan plan = CorePlan.of(List.of(4, 7));
        assertThat(plan).isEqualTo(new CorePlan(List.of(7), List.of(7), List.of(4)));
        assertThat(plan.sound()).isFalse();
    }

    @Test
    void copesWithThreeAndOne() {
        assertThat(CorePlan.of(List.of(0, 1, 2)).sound()).isTrue();
        assertThat(CorePlan.of(List.of(0)).sound()).isFalse();
    }

    @Test
    void readsAndWritesTheKernelsLists() {
        assertThat(CorePlan.parse("0-3,8\n")).containsExactly(0, 1, 2, 3, 8);
        assertThat(CorePlan.parse("5")).containsExactly(5);
        assertThat(CorePlan.text(List.of(2, 3))).isEqualTo("2,3");
    }
}
