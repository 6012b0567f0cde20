package community.backup.local.teardown;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A line chart as SVG: two axes, linear or logarithmic, some lines and a legend. */
final class Plot {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 440;
    private static final int LEFT = 70;
    private static final int RIGHT = 640;
    private static final int TOP = 40;
    private static final int BOTTOM = 385;
    private static final List<String> COLOURS = List.of(
            "#0b6e4f", "#c8553d", "#3d5a98", "#e0a030", "#7b4b94", "#5a5a5a", "#2a9fb5", "#8a9a1b", "#d46a9f",
            "#222222");

    private final String title;
    private final Axis across;
    private final Axis up;
    private final List<Line> lines = new ArrayList<>();

    /**
     * One of the axes.
     *
     * @param ticks the values with a label
     */
    record Axis(String label, double from, double to, boolean logarithmic, List<Double> ticks) {

        /** A logarithmic axis between two powers of ten. */
        static Axis powers(String label, double from, double to) {
            List<Double> ticks = new ArrayList<>();
            for (double tick = from; tick <= to * 1.001; tick *= 10) {
                ticks.add(tick);
            }
            return new Axis(label, from, to, true, ticks);
        }

        /** A linear axis from 0. */
        static Axis linear(String label, double to, double step) {
            List<Double> ticks = new ArrayList<>();
            for (double tick = 0; tick <= to * 1.001; tick += step) {
                ticks.add(tick);
            }
            return new Axis(label, 0, to, false, ticks);
        }

        /**
         * The position of a value between the ends, from 0 to 1. A value beyond an end has the position of that end.
         */
        private double position(double value) {
            double within = Math.max(from, Math.min(to, value));
            return logarithmic ? Math.log(within / from) / Math.log(to / from) : (within - from) / (to - from);
        }
    }

    /** A point of a line. */
    record Point(double x, double y) {}

    private record Line(String name, List<Point> points) {}

    Plot(String title, Axis across, Axis up) {
        this.title = title;
        this.across = across;
        this.up = up;
    }

    Plot line(String name, List<Point> points) {
        lines.add(new Line(name, points));
        return this;
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">%n",
                WIDTH, HEIGHT));
        svg.append(format("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n", WIDTH, HEIGHT));
        svg.append(text(LEFT, 24, "start", title, "font-weight=\"bold\""));
        across.ticks.forEach(tick -> svg.append(stroke(x(tick), TOP, x(tick), BOTTOM, "#ddd"))
                .append(text(x(tick), BOTTOM + 18, "middle", tick(tick), "")));
        up.ticks.forEach(tick -> svg.append(stroke(LEFT, y(tick), RIGHT, y(tick), "#ddd"))
                .append(text(LEFT - 8, y(tick) + 4, "end", tick(tick), "")));
        svg.append(text((LEFT + RIGHT) / 2.0, HEIGHT - 12, "middle", across.label, ""));
        svg.append(text(
                0, 0, "middle", up.label, format("transform=\"translate(18,%d) rotate(-90)\"", (TOP + BOTTOM) / 2)));
        for (int i = 0; i < lines.size(); i++) {
            draw(svg, lines.get(i), COLOURS.get(i % COLOURS.size()), TOP + 12 + 22 * i);
        }
        return svg.append("</svg>\n").toString();
    }

    private void draw(StringBuilder svg, Line line, String colour, int legendAt) {
        StringBuilder path = new StringBuilder();
        for (Point point : line.points) {
            path.append(format("%.1f,%.1f ", x(point.x), y(point.y)));
        }
        svg.append(format(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                path.toString().strip(), colour));
        svg.append(format(
                "<rect x=\"%d\" y=\"%d\" width=\"18\" height=\"4\" fill=\"%s\"/>%n", RIGHT + 20, legendAt - 6, colour));
        svg.append(text(RIGHT + 44, legendAt, "start", line.name, ""));
    }

    private double x(double value) {
        return LEFT + across.position(value) * (RIGHT - LEFT);
    }

    private double y(double value) {
        return BOTTOM - up.position(value) * (BOTTOM - TOP);
    }

    private static String tick(double value) {
        return value >= 1 || value == 0 ? format("%,.0f", value) : format("%s", value);
    }

    private static String stroke(double x1, double y1, double x2, double y2, String colour) {
        return format(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n", x1, y1, x2, y2, colour);
    }

    private static String text(double x, double y, String anchor, String text, String more) {
        return format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>%n", x, y, anchor, more, text);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values).replace(System.lineSeparator(), "\n");
    }
}
