package io.hangup.trials.bench;

import java.util.ArrayList;
import java.util.List;

/// Tells from what a look costs, window after window, when it gets no cheaper: when the median of the last [#HALF]
/// windows is no more than 3 % below the median of as many before them.
final class Steady {
    static final int HALF = 3;

    private static final double STILL = 0.97;

    private final List<Double> costs = new ArrayList<>();

    void add(double cost) {
        costs.add(cost);
    }

    boolean reached() {
        int size = costs.size();
        return size >= 2 * HALF && last() >= STILL * median(size - 2 * HALF);
    }

    /// The median of the first windows.
    double first() {
        return median(0);
    }

    /// The median of the last windows.
    double last() {
        return median(costs.size() - HALF);
    }

    private double median(int from) {
        return costs.subList(from, from + HALF).stream().sorted().toList().get(HALF / 2);
    }
}
