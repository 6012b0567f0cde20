package community.backup.local.awsbackup;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * AWS Backup for one account and region, as one function from HTTP request to HTTP response. It is deterministic: the
 * same calls at the same times give the same answers, with the same ids. Safe for use by several threads.
 */
public final class LocalAwsBackup {
    private static final HttpAnswer NO_ANSWER = new HttpAnswer(0, Map.of(), new byte[0]);

    private final Clock clock;
    private final Store store;
    private final World world;
    private final Faults faults = new Faults();
    private final RateLimits rateLimits = new RateLimits();
    private final List<CallRecord> calls = new ArrayList<>();
    private final List<CallListener> listeners = new ArrayList<>();
    private final Map<BackupOperation, Function<ApiCall, @Nullable Shape>> operations =
            new EnumMap<>(BackupOperation.class);
    private boolean limitsRates;

    /** An empty account, without rate limits. */
    public LocalAwsBackup(Clock clock, Account account) {
        this(clock, account, 0);
    }

    /**
     * @param clock the clock of backups and deletes
     * @param seed the seed of the ids
     */
    public LocalAwsBackup(Clock clock, Account account, long seed) {
        this.clock = clock;
        this.store = new Store(account, seed);
        this.world = new World(store, clock);
        bindOperations();
    }

    private void bindOperations() {
        BackupJobOperations jobs = new BackupJobOperations(store);
        operations.put(BackupOperation.START_BACKUP_JOB, jobs::start);
        operations.put(BackupOperation.DESCRIBE_BACKUP_JOB, jobs::describe);
        operations.put(BackupOperation.STOP_BACKUP_JOB, jobs::stop);
        operations.put(BackupOperation.LIST_BACKUP_JOBS, jobs::list);
        RecoveryPointOperations points = new RecoveryPointOperations(store);
        operations.put(BackupOperation.DESCRIBE_RECOVERY_POINT, points::describe);
        operations.put(BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT, points::list);
        operations.put(BackupOperation.DELETE_RECOVERY_POINT, points::delete);
        operations.put(BackupOperation.DISASSOCIATE_RECOVERY_POINT, points::disassociate);
        operations.put(BackupOperation.DISASSOCIATE_RECOVERY_POINT_FROM_PARENT, points::disassociateFromParent);
        operations.put(BackupOperation.UPDATE_RECOVERY_POINT_LIFECYCLE, points::updateLifecycle);
        TagOperations tags = new TagOperations(store);
        operations.put(BackupOperation.LIST_TAGS, tags::list);
        operations.put(BackupOperation.TAG_RESOURCE, tags::tag);
        operations.put(BackupOperation.UNTAG_RESOURCE, tags::untag);
        VaultOperations vaults = new VaultOperations(store);
        operations.put(BackupOperation.CREATE_BACKUP_VAULT, vaults::create);
        operations.put(BackupOperation.DESCRIBE_BACKUP_VAULT, vaults::describe);
        operations.put(BackupOperation.LIST_BACKUP_VAULTS, vaults::list);
        operations.put(BackupOperation.DELETE_BACKUP_VAULT, vaults::delete);
        CopyJobOperations copies = new CopyJobOperations(store);
        operations.put(BackupOperation.START_COPY_JOB, copies::start);
        operations.put(BackupOperation.DESCRIBE_COPY_JOB, copies::describe);
        operations.put(BackupOperation.LIST_COPY_JOBS, copies::list);
        BackupPlans plans = new BackupPlans(store);
        operations.put(BackupOperation.LIST_BACKUP_PLANS, plans::list);
        operations.put(BackupOperation.GET_BACKUP_PLAN, plans::get);
    }

    /** The state behind the API, for a test to change and inspect. */
    public World world() {
        return world;
    }

    /** The faults to inject. */
    public Faults faults() {
        return faults;
    }

    /** Turns the account's rate limits on or off. */
    public LocalAwsBackup limitRates(boolean on) {
        synchronized (store) {
            limitsRates = on;
            return this;
        }
    }

    /** Exempts these operations from the rate limits, for a caller whose retries are not under test. */
    public LocalAwsBackup exempt(BackupOperation... exempted) {
        synchronized (store) {
            rateLimits.exempt(exempted);
            return this;
        }
    }

    /** Adds a listener for every call from now on. It must not wait for another thread that makes a call. */
    public void listen(CallListener listener) {
        synchronized (store) {
            listeners.add(listener);
        }
    }

    /** Every call so far, oldest first. */
    public List<CallRecord> calls() {
        synchronized (store) {
            return List.copyOf(calls);
        }
    }

    /** The calls of one operation, oldest first. */
    public List<CallRecord> calls(BackupOperation operation) {
        return calls().stream().filter(call -> call.operation() == operation).toList();
    }

    /** The latest call. */
    public CallRecord lastCall() {
        synchronized (store) {
            return calls.get(calls.size() - 1);
        }
    }

    /** Forgets the calls so far. */
    public void forgetCalls() {
        synchronized (store) {
            calls.clear();
        }
    }

    /** The record of a request that is still on its way, without an outcome. */
    public CallRecord recordOfPending(HttpCall http) {
        synchronized (store) {
            BackupOperation.Route route =
                    BackupOperation.route(http.method(), http.path()).orElseThrow();
            ApiCall call = call(http, route, "", clock.instant());
            return new CallRecord(
                    route.operation(), call.anyVaultName(), call.subject(), clock.instant(), "", false, "");
        }
    }

    /** Answers a request. */
    public Exchange handle(HttpCall http) {
        Optional<BackupOperation.Route> route = BackupOperation.route(http.method(), http.path());
        synchronized (store) {
            String requestId = store.ids.uuid();
            if (route.isEmpty()) {
                AwsError unknown = AwsError.common("UnknownOperationException", 404, "There is no such operation.");
                return new Exchange(answer(requestId, unknown), Duration.ZERO, false);
            }
            Instant now = clock.instant();
            store.advance(now);
            return exchange(http, route.get(), requestId, now);
        }
    }

    private Exchange exchange(HttpCall http, BackupOperation.Route route, String requestId, Instant now) {
        BackupOperation operation = route.operation();
        Optional<Fault> fault = faults.next(operation, http);
        Duration stale =
                fault.filter(f -> operation.reads()).map(Fault::staleness).orElse(Duration.ZERO);
        ApiCall call = call(http, route, requestId, now.minus(stale));
        boolean arrives = fault.map(Fault::effect).orElse(true);
        CallOutcome own = arrives ? carryOut(call, now) : new CallOutcome(NO_ANSWER, "cut", false);
        Optional<AwsError> instead = fault.map(Fault::error);
        String outcome = arrives ? own.type : instead.map(AwsError::type).orElse(own.type);
        CallRecord record =
                new CallRecord(operation, call.anyVaultName(), call.subject(), now, outcome, own.effect, requestId);
        calls.add(record);
        HttpAnswer right = instead.map(error -> answer(requestId, error)).orElse(own.answer);
        HttpAnswer answer = right.status() / 100 == 2
                ? fault.map(Fault::malformed).orElse(UnaryOperator.identity()).apply(right)
                : right;
        Exchange exchange = new Exchange(
                answer,
                fault.map(Fault::delay).orElse(Duration.ZERO),
                fault.filter(Fault::cut).isPresent());
        listeners.forEach(listener -> listener.called(http, record, exchange));
        return exchange;
    }

    private static ApiCall call(HttpCall http, BackupOperation.Route route, String requestId, Instant seenAt) {
        JsonNode body = Shape.parse(http.body());
        return new ApiCall(route.operation(), requestId, seenAt, route.parameters(), http.query(), body, http.signed());
    }

    /** The result of an operation, even if its caller receives another answer. */
    private record CallOutcome(HttpAnswer answer, String type, boolean effect) {}

    private CallOutcome carryOut(ApiCall call, Instant now) {
        try {
            if (limitsRates && !rateLimits.admits(call.operation(), now)) {
                throw AwsError.throttling().thrown();
            }
            if (!call.body().isObject()) {
                throw AwsError.common("SerializationException", 400, "The body is not a JSON object.")
                        .thrown();
            }
            Permissions.check(store, call);
            return new CallOutcome(answer(call, result(call)), CallRecord.OK, true);
        } catch (AwsError.Thrown e) {
            return new CallOutcome(
                    answer(call.requestId(), e.error()), e.error().type(), false);
        }
    }

    private @Nullable Shape result(ApiCall call) {
        Function<ApiCall, @Nullable Shape> function = operations.get(call.operation());
        if (function == null) {
            throw new IllegalStateException(call.operation() + " is not bound");
        }
        return function.apply(call);
    }

    private static HttpAnswer answer(ApiCall call, @Nullable Shape shape) {
        byte[] body = shape == null ? new byte[0] : Shape.bytes(shape.node());
        return new HttpAnswer(call.operation().successStatus(), headers(call.requestId()), body);
    }

    private static HttpAnswer answer(String requestId, AwsError error) {
        Map<String, String> headers = headers(requestId);
        headers.put("x-amzn-ErrorType", error.type());
        return new HttpAnswer(error.status(), headers, Shape.bytes(Shape.JSON.valueToTree(error.members())));
    }

    private static Map<String, String> headers(String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("x-amzn-RequestId", requestId);
        return headers;
    }
}
