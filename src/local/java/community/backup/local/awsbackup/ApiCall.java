package community.backup.local.awsbackup;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A parsed request: its operation and its parameters.
 *
 * @param path the parameters in the path: {@code vault}, {@code arn}, {@code job}, {@code plan}
 * @param time when the call happens; for a stale read, the earlier time whose state it returns
 * @param signed whether the request is signed; the permissions of an unsigned caller, the local CloudFormation, are not
 *     checked
 */
record ApiCall(
        BackupOperation operation,
        String requestId,
        Instant time,
        Map<String, String> path,
        Map<String, List<String>> query,
        JsonNode body,
        boolean signed) {

    String vaultName() {
        return path("vault", "backupVaultName");
    }

    /** The vault's name from the path, the body or a filter; empty if there is none. */
    String anyVaultName() {
        return path.getOrDefault(
                "vault",
                body.path("BackupVaultName").asText(query("backupVaultName").orElse("")));
    }

    /**
     * The ARN or the job id in the path. Otherwise the ARN of the resource whose jobs are started or listed, or the id
     * of the parent job in a list request. Otherwise empty.
     */
    String subject() {
        return path.getOrDefault(
                "arn",
                path.getOrDefault(
                        "job",
                        body.path("ResourceArn")
                                .asText(query("resourceArn")
                                        .or(() -> query("parentJobId"))
                                        .orElse(""))));
    }

    String arn() {
        return path("arn", operation.wireName().contains("Point") ? "recoveryPointArn" : "resourceArn");
    }

    String jobId() {
        return path("job", "jobId");
    }

    String planId() {
        return path("plan", "backupPlanId");
    }

    private String path(String variable, String name) {
        String value = path.getOrDefault(variable, "");
        if (value.isBlank()) {
            throw AwsError.missingParameter(name).thrown();
        }
        return value;
    }

    Optional<String> query(String name) {
        return query.getOrDefault(name, List.of()).stream()
                .filter(v -> !v.isEmpty())
                .findFirst();
    }

    Optional<Instant> queryTime(String name) {
        return query(name).map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw AwsError.invalidParameter(name + " is not a time: " + text)
                        .thrown();
            }
        });
    }

    /** A required member of the body. If it is missing or blank, this throws the error for a missing parameter. */
    String required(String name) {
        return text(name).filter(value -> !value.isBlank()).orElseThrow(() -> AwsError.missingParameter(name)
                .thrown());
    }

    Optional<String> text(String name) {
        return body.hasNonNull(name) ? Optional.of(body.get(name).asText()) : Optional.empty();
    }

    Optional<Long> number(String name) {
        return body.hasNonNull(name) ? Optional.of(body.get(name).asLong()) : Optional.empty();
    }

    /** A map in the body; empty if it is absent. */
    Map<String, String> map(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        body.path(name)
                .properties()
                .forEach(member -> map.put(member.getKey(), member.getValue().asText()));
        return map;
    }
}
