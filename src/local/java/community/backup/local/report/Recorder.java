package community.backup.local.report;

import community.backup.local.awsbackup.CallRecord;
import community.backup.local.awsbackup.Exchange;
import community.backup.local.awsbackup.HttpCall;
import community.backup.local.awsbackup.JobView;
import community.backup.local.awsbackup.LocalAwsBackup;
import community.backup.local.awsbackup.PointHistory;
import community.backup.local.awsbackup.World;
import community.backup.local.cloudformation.StackEvent;
import community.backup.local.cloudformation.StackEventListener;
import community.backup.local.cloudformation.resource.ResourceType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes down what happens to stacks and their resources: stack events, which it hears as a listener; the invocations of the
 * types that it is given; and the calls to AWS Backup that are made in them. Safe for use by several threads.
 */
public final class Recorder implements StackEventListener {
    private static final String STACK = "AWS::CloudFormation::Stack";

    private final Clock clock;
    private final World world;
    private final Instant begin;
    private final List<StackEvent> events = new ArrayList<>();
    private final List<ExternalEvent> externalEvents = new ArrayList<>();
    private final List<HandlerInvocation> invocations = new ArrayList<>();
    private final Map<String, List<BackupCall>> openSessions = new HashMap<>();
    private int sessions;

    /** Records from now on. */
    public Recorder(Clock clock, LocalAwsBackup backup) {
        this.clock = clock;
        this.world = backup.world();
        this.begin = clock.instant();
        backup.listen(this::called);
    }

    /** The same type, with a handler whose invocations are recorded. */
    public ResourceType recorded(ResourceType type) {
        return new ResourceType(type.schema(), new RecordedHandler(type.handler(), clock, this));
    }

    @Override
    public synchronized void happened(StackEvent event) {
        events.add(event);
    }

    /** Records an action outside of the stacks. */
    public synchronized void external(String actor, String action) {
        externalEvents.add(new ExternalEvent(clock.instant(), actor, action));
    }

    /** Writes down an invocation that has ended. */
    public synchronized void invoked(HandlerInvocation invocation) {
        invocations.add(invocation);
    }

    /** Begins to write down the calls that are made with a new session's credentials. */
    synchronized String openSession() {
        String session = "recorded-" + ++sessions;
        openSessions.put(session, new ArrayList<>());
        return session;
    }

    /** The calls that were made with a session's credentials. */
    synchronized List<BackupCall> closeSession(String session) {
        return Optional.ofNullable(openSessions.remove(session)).orElseThrow();
    }

    private synchronized void called(HttpCall request, CallRecord call, Exchange exchange) {
        request.sessionToken().map(openSessions::get).ifPresent(calls -> calls.add(BackupCall.of(call, exchange)));
    }

    /** All that was written down by now. */
    public Recording recording(String title, List<Check> checks) {
        // Outside of this object's lock: whoever makes a call holds the world's when it comes here.
        Map<String, PointHistory> points = new LinkedHashMap<>();
        world.histories().forEach(point -> points.put(point.arn(), point));
        Map<String, String> arns =
                world.jobs().stream().collect(Collectors.toMap(JobView::id, JobView::pointArn, (one, same) -> one));
        synchronized (this) {
            List<StackHistory> stacks = Stream.concat(
                            events.stream().map(StackEvent::stackName),
                            invocations.stream().map(HandlerInvocation::stack))
                    .distinct()
                    .map(name -> stack(name, points, arns))
                    .toList();
            return new Recording(title, begin, clock.instant(), checks, List.copyOf(externalEvents), stacks);
        }
    }

    private StackHistory stack(String name, Map<String, PointHistory> points, Map<String, String> arns) {
        List<StackEvent> own =
                events.stream().filter(event -> event.stackName().equals(name)).toList();
        Map<String, List<HandlerInvocation>> byResource = new LinkedHashMap<>();
        Map<String, String> types = new HashMap<>();
        own.stream().filter(event -> !event.resourceType().equals(STACK)).forEach(event -> {
            byResource.putIfAbsent(event.logicalId(), new ArrayList<>());
            types.put(event.logicalId(), event.resourceType());
        });
        invocations.stream()
                .filter(invocation -> invocation.stack().equals(name))
                .sorted(Comparator.comparing(HandlerInvocation::begin))
                .forEach(invocation -> {
                    byResource
                            .computeIfAbsent(invocation.logicalId(), some -> new ArrayList<>())
                            .add(invocation);
                    types.putIfAbsent(invocation.logicalId(), invocation.type());
                });
        List<ResourceHistory> resources = byResource.entrySet().stream()
                .map(each -> new ResourceHistory(
                        each.getKey(),
                        types.getOrDefault(each.getKey(), ""),
                        List.copyOf(each.getValue()),
                        pointsOf(each.getValue(), points, arns)))
                .toList();
        return new StackHistory(name, resources, own);
    }

    private static List<PointStatuses> pointsOf(
            List<HandlerInvocation> invocations, Map<String, PointHistory> points, Map<String, String> arns) {
        Set<String> ids = invocations.stream()
                .map(HandlerInvocation::recoveryPointId)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return ids.stream()
                .map(id -> arnOf(id, arns))
                .flatMap(arn -> Optional.ofNullable(points.get(arn)).stream())
                .map(PointStatuses::of)
                .toList();
    }

    /** An identity is an ARN, or names the backup job that makes the recovery point. */
    private static String arnOf(String recoveryPointId, Map<String, String> arns) {
        return recoveryPointId.startsWith("backup-job/")
                ? arns.getOrDefault(recoveryPointId.split("/", -1)[1], "")
                : recoveryPointId;
    }
}
