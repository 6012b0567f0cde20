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
 * Records a run: the events of stacks, which it receives as a listener; the invocations of given types; and the calls
 * to AWS Backup in these invocations. Thread-safe.
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

    /** Records an invocation that has ended. */
    public synchronized void invoked(HandlerInvocation invocation) {
        invocations.add(invocation);
    }

    /** Begins to record the calls with the credentials of a new session. */
    synchronized String openSession() {
        String session = "recorded-" + ++sessions;
        openSessions.put(session, new ArrayList<>());
        return session;
    }

    /** Ends a session, and returns the calls with its credentials. */
    synchronized List<BackupCall> closeSession(String session) {
        return Optional.ofNullable(openSessions.remove(session)).orElseThrow();
    }

    private synchronized void called(HttpCall request, CallRecord call, Exchange exchange) {
        request.sessionToken().map(openSessions::get).ifPresent(calls -> calls.add(BackupCall.of(call, exchange)));
    }

    /** The records so far. */
    public Recording recording(String title, List<Check> checks) {
        // Call this outside of the recorder's lock: a thread that records a call already has the lock of the world.
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

    /**
     * The ARN for an identity, which is an ARN or the id of the backup job that creates the recovery point. Empty if
     * the job is not known.
     */
    private static String arnOf(String recoveryPointId, Map<String, String> arns) {
        return recoveryPointId.startsWith("backup-job/")
                ? arns.getOrDefault(recoveryPointId.split("/", -1)[1], "")
                : recoveryPointId;
    }
}
