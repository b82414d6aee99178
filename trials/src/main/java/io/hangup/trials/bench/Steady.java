package io.hangup.trials.bench;

import java.util.ArrayList;
import java.util.List;

/// Tells from what a look costs, window after window, when it gets no cheaper: when the median of the last windows is
/// no more than 3 % below the median of as many before them.
final class Steady {
    private static final double STILL = 0.97;

    private final int half;
    private final List<Double> costs = new ArrayList<>();

    /// @param half how many windows are compared with as many before them
    Steady(int half) {
        this.half = half;
    }

    void add(double cost) {
        costs.add(cost);
    }

    boolean reached() {
        int size = costs.size();
        return size >= 2 * half && last() >= STILL * median(size - 2 * half);
    }

    /// The median of the first windows.
    double first() {
        return median(0);
    }

    /// The median of the last windows.
    double last() {
        return median(costs.size() - half);
    }

    private double median(int from) {
        return costs.subList(from, from + half).stream().sorted().toList().get(half / 2);
    }
}
