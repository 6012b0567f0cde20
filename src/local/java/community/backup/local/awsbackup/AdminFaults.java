package community.backup.local.awsbackup;

import static community.backup.local.awsbackup.AdminApi.seconds;
import static community.backup.local.awsbackup.AdminApi.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.stream.StreamSupport;

/** Faults of the admin API: {@code POST /_local/faults}. */
final class AdminFaults {
    private AdminFaults() {}

    static void inject(Faults faults, JsonNode body) {
        BackupOperation[] operations = StreamSupport.stream(
                        body.path("operations").spliterator(), false)
                .map(name -> BackupOperation.named(name.asText())
                        .orElseThrow(() -> new IllegalArgumentException("There is no operation " + name.asText())))
                .toArray(BackupOperation[]::new);
        Faults.Rule rule = faults.inject(fault(body), operations);
        rule.skip(body.path("skip").asLong(0)).times(body.path("times").asLong(Long.MAX_VALUE));
    }

    private static Fault fault(JsonNode body) {
        Duration time = seconds(body, "seconds");
        Fault fault =
                switch (text(body, "fault")) {
                    case "throttling" -> Fault.throttling();
                    case "serviceUnavailable" -> Fault.serviceUnavailable();
                    case "internalFailure" -> Fault.internalFailure();
                    case "unavailable503" -> Fault.unavailable503();
                    case "cutBeforeEffect" -> Fault.cutBeforeEffect();
                    case "cutAfterEffect" -> Fault.cutAfterEffect();
                    case "slow" -> Fault.slow(time);
                    case "stale" -> Fault.stale(time);
                    case "error" ->
                        Fault.error(AwsError.of(
                                text(body, "type"),
                                body.path("status").asInt(400),
                                body.hasNonNull("code") ? body.get("code").asText() : null,
                                body.path("message").asText("")));
                    default -> throw new IllegalArgumentException("There is no fault " + text(body, "fault"));
                };
        return body.path("afterEffect").asBoolean() ? fault.afterEffect() : fault;
    }
}
