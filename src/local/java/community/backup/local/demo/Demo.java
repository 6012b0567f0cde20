package community.backup.local.demo;

import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.template.TemplateException;
import community.backup.local.report.Check;
import community.backup.local.report.Recording;
import community.backup.local.report.ReportFile;
import community.backup.local.terminal.LiveArea;
import community.backup.local.terminal.Redrawing;
import community.backup.local.terminal.TerminalOutput;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The main class of {@code ./demo}; it runs in the root of the checkout. The exit status is 0 if every claim held; 1 if
 * one did not; 2 if an option or a template is not valid.
 */
public final class Demo {
    private static final Path WORK = Path.of("target", "demo");
    private static final int USAGE = 2;

    private Demo() {}

    /** Runs the demo; {@code ./demo --help} shows the arguments. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try {
            Options options = Options.parse(arguments);
            if (options.serve()) {
                MovableClock clock = new MovableClock(Clock.systemUTC());
                // Show only events: the table of resources is for one stack at a time, and a user can have several.
                TerminalOutput output = new TerminalOutput(
                        System.out, false, TerminalOutput.standard().colour());
                Serve.run(options, WORK, new Screen(output, new LiveArea(output), clock), clock);
            } else {
                Optional<ReportFile> report = options.report().map(ReportFile::named);
                System.exit(show(options, report) ? 0 : 1);
            }
        } catch (BindException e) {
            refuse("--port: this port or the next cannot be used: " + e.getMessage() + ". Give another one.");
        } catch (NoSuchFileException e) {
            refuse("There is no file " + e.getMessage() + ".");
        } catch (TemplateException e) {
            refuse(e.reason());
        } catch (IllegalArgumentException e) {
            refuse(String.valueOf(e.getMessage()));
        }
    }

    /** Returns whether every claim held. */
    private static boolean show(Options options, Optional<ReportFile> report) throws IOException {
        MovableClock clock = new MovableClock(Clock.systemUTC());
        TerminalOutput output = TerminalOutput.standard();
        LiveArea area = new LiveArea(output);
        Screen screen = new Screen(output, area, clock);
        EventHistory history = new EventHistory();
        Claims claims = new Claims();
        Optional<Recording> recording;
        long started = System.nanoTime();
        Redrawing redrawing = Redrawing.start(area, size -> screen.draw(size, about(claims, started)));
        try (DemoAccount account =
                DemoAccount.open(options.handlerPackage(), WORK, clock, options.speed(), screen, history)) {
            UserTemplates own = new UserTemplates(account, screen, claims);
            own.check(options.stacks());
            screen.say(String.format(
                    "Waits are sped up %.0f times; the handlers' work is not. Their logs: %s",
                    options.speed(), WORK.resolve("*").resolve("handler.log")));
            if (!options.stacks().isEmpty()) {
                own.run(options.stacks(), options.points());
            } else {
                new DemoScenes(account, new Templates(Path.of("examples")), history, screen, claims)
                        .run(options.scenes());
            }
            recording = report.map(wanted -> account.recorder().recording(title(options), checks(claims)));
        } finally {
            redrawing.close();
        }
        screen.table(claims.all());
        screen.say(String.format("It took %d s.", since(started).toSeconds()));
        if (report.isPresent()) {
            screen.say(report.get().write(recording.orElseThrow()));
        }
        return claims.allHeld();
    }

    /** The line beneath the resources; its time is real time. */
    private static String about(Claims claims, long started) {
        String time = DisplayText.clock(since(started));
        List<Claim> all = claims.all();
        return claims.scene() == 0
                ? "starting, " + time
                : String.format(
                        "scene %d, %d of %d claims held, %s of real time",
                        claims.scene(), all.stream().filter(Claim::held).count(), all.size(), time);
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private static String title(Options options) {
        List<String> templates = options.stacks().stream()
                .map(stack -> String.valueOf(stack.template().getFileName()))
                .toList();
        return templates.isEmpty() ? "The demo" : "The demo of " + String.join(", ", templates);
    }

    private static List<Check> checks(Claims claims) {
        return claims.all().stream()
                .map(claim -> new Check(claim.what(), claim.against(), claim.held(), claim.held() ? "" : claim.seen()))
                .toList();
    }

    private static void refuse(String sentence) {
        // A parser's message may have several lines.
        System.err.println(sentence.replaceAll("\\s*\n\\s*", " "));
        System.exit(USAGE);
    }
}
