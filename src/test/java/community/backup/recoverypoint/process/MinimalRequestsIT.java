package community.backup.recoverypoint.process;

import static community.backup.recoverypoint.process.HandlerRequests.properties;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sends requests with only the members that an operation needs, as a contract suite may do: without a stack, a logical
 * id, tags of the stack or the system, or a previous state. All five operations get them, with and without null for the
 * other members.
 */
class MinimalRequestsIT {
    private static final String ROLE = "arn:aws:iam::123456789012:role/backup";
    private static final String FILES = "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-1";
    private static final String VOLUME = "arn:aws:ec2:us-east-1:123456789012:volume/vol-1";
    private static final String TOKEN = "0d6c1f6e-6f0e-4b43-8b5b-2f4f3e0f9a51";

    /** The properties of the schema that hold more than one value. */
    private static final List<String> COLLECTIONS = List.of("Tags", "BackupOptions", "Lifecycle");

    /** The two forms of a request that the runtime accepts, each as short as possible. */
    private enum RequestForm {
        OF_CLOUDFORMATION,
        OF_CLOUDFORMATION_WITH_NULLS,
        OF_THE_TEST_ENTRY_POINT,
        OF_THE_TEST_ENTRY_POINT_WITH_NULLS;

        boolean ofTheTestEntryPoint() {
            return this == OF_THE_TEST_ENTRY_POINT || this == OF_THE_TEST_ENTRY_POINT_WITH_NULLS;
        }

        ObjectNode request(String action, @Nullable JsonNode model, @Nullable JsonNode context) {
            ObjectNode request = ofTheTestEntryPoint() ? ofTheTestEntryPoint(action) : ofCloudFormation(action);
            ((ObjectNode) request.get(ofTheTestEntryPoint() ? "request" : "requestData"))
                    .set(ofTheTestEntryPoint() ? "desiredResourceState" : "resourceProperties", model);
            if (context != null) {
                request.set("callbackContext", context);
            }
            return request;
        }

        private ObjectNode ofCloudFormation(String action) {
            ObjectNode request = HandlerRequests.JSON
                    .createObjectNode()
                    .put("action", action)
                    .put("region", "us-east-1")
                    .put("bearerToken", TOKEN);
            ObjectNode data = request.putObject("requestData");
            data.set("callerCredentials", HandlerRequests.credentials());
            if (this == OF_CLOUDFORMATION_WITH_NULLS) {
                List.of("awsAccountId", "stackId", "resourceType", "resourceTypeVersion", "rollback", "callbackContext")
                        .forEach(request::putNull);
                List.of("snapshotRequested", "driftable", "features", "updatePolicy", "creationPolicy", "nextToken")
                        .forEach(request::putNull);
                List.of("logicalResourceId", "providerCredentials", "providerLogGroupName", "typeConfiguration")
                        .forEach(data::putNull);
                List.of("stackTags", "previousStackTags", "systemTags", "previousSystemTags")
                        .forEach(data::putNull);
                data.putNull("previousResourceProperties");
            }
            return request;
        }

        private ObjectNode ofTheTestEntryPoint(String action) {
            ObjectNode request = HandlerRequests.JSON.createObjectNode().put("action", action);
            request.set("credentials", HandlerRequests.credentials());
            ObjectNode inner = request.putObject("request").put("clientRequestToken", TOKEN);
            if (this == OF_THE_TEST_ENTRY_POINT_WITH_NULLS) {
                List.of("callbackContext", "typeConfiguration").forEach(request::putNull);
                List.of("previousResourceState", "desiredResourceTags", "previousResourceTags", "systemTags")
                        .forEach(inner::putNull);
                List.of("previousSystemTags", "awsAccountId", "awsPartition", "logicalResourceIdentifier", "region")
                        .forEach(inner::putNull);
                List.of("stackId", "nextToken", "maxResults", "rollback", "snapshotRequested", "driftable")
                        .forEach(inner::putNull);
            }
            return request;
        }

        /** A model of a new resource, with null for the collections that it lacks. */
        ObjectNode model(String source) {
            ObjectNode model =
                    properties("BackupVaultName", ProcessAccount.VAULT, "ResourceArn", source, "IamRoleArn", ROLE);
            if (this == OF_CLOUDFORMATION_WITH_NULLS || this == OF_THE_TEST_ENTRY_POINT_WITH_NULLS) {
                COLLECTIONS.forEach(model::putNull);
            }
            return model;
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_resource_is_made_read_changed_listed_and_deleted(RequestForm form, @TempDir Path folder)
            throws IOException, InterruptedException {
        try (ProcessAccount account = started(form, folder)) {
            ObjectNode wanted = form.model(FILES);
            wanted.set("Tags", tags("team", "ledger"));
            ObjectNode created = done(account, form, "CREATE", wanted);
            ObjectNode identifiers = created.deepCopy().retain("BackupVaultName", "RecoveryPointId");

            assertThat(done(account, form, "READ", identifiers)).isEqualTo(created);
            assertThat(created.get("Tags")).isEqualTo(tags("team", "ledger"));

            ObjectNode changed = wanted.deepCopy().setAll(identifiers);
            changed.set("Tags", tags("team", "audit"));
            changed.putObject("Lifecycle").put("DeleteAfterDays", 30);
            ObjectNode updated = done(account, form, "UPDATE", changed);
            assertThat(done(account, form, "READ", identifiers)).isEqualTo(updated);
            assertThat(updated.get("Tags")).isEqualTo(tags("team", "audit"));
            assertThat(updated.at("/Lifecycle/DeleteAfterDays").asInt()).isEqualTo(30);

            assertThat(listed(account, form)).containsExactly(created.get("RecoveryPointId"));
            delete(account, form, identifiers);
            assertThat(listed(account, form)).isEmpty();
            for (String action : List.of("READ", "UPDATE", "DELETE")) {
                ProcessAccount.TimedAnswer missing = account.invoke(form.request(action, identifiers, null));
                assertThat(missing.code()).as(missing.event().toString()).isEqualTo("NotFound");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_resource_without_tags_whose_arn_comes_late_is_made_and_deleted(RequestForm form, @TempDir Path folder)
            throws IOException, InterruptedException {
        try (ProcessAccount account = started(form, folder)) {
            ObjectNode created = done(account, form, "CREATE", form.model(VOLUME));

            assertThat(created.get("RecoveryPointId").asText()).startsWith("backup-job/");
            delete(account, form, created.deepCopy().retain("BackupVaultName", "RecoveryPointId"));
            assertThat(account.world.pointsIn(ProcessAccount.VAULT)).isEmpty();
        }
    }

    private static ProcessAccount started(RequestForm form, Path folder) throws IOException {
        ProcessAccount account = ProcessAccount.at(folder);
        if (form.ofTheTestEntryPoint()) {
            account.handler("community.backup.recoverypoint.Entrypoint::testEntrypoint");
        }
        return account.start();
    }

    /** The model that an operation ends with, however many invocations it takes. */
    private static ObjectNode done(ProcessAccount account, RequestForm form, String action, ObjectNode model)
            throws IOException, InterruptedException {
        ProcessAccount.TimedAnswer answer = ended(account, form, action, model);
        assertThat(answer.status()).as(answer.event().toString()).isEqualTo("SUCCESS");
        return answer.model();
    }

    private static void delete(ProcessAccount account, RequestForm form, ObjectNode model)
            throws IOException, InterruptedException {
        ProcessAccount.TimedAnswer answer = ended(account, form, "DELETE", model);
        assertThat(answer.status()).as(answer.event().toString()).isEqualTo("SUCCESS");
        assertThat(answer.event().path("resourceModel").isObject()).isFalse();
    }

    private static ProcessAccount.TimedAnswer ended(
            ProcessAccount account, RequestForm form, String action, ObjectNode model)
            throws IOException, InterruptedException {
        ProcessAccount.TimedAnswer answer = account.invoke(form.request(action, model, null));
        while (answer.status().equals("IN_PROGRESS")) {
            account.clock.advance(Duration.ofSeconds(
                    answer.event().path("callbackDelaySeconds").asInt()));
            answer = account.invoke(
                    form.request(action, answer.model(), answer.event().get("callbackContext")));
        }
        return answer;
    }

    private static List<JsonNode> listed(ProcessAccount account, RequestForm form)
            throws IOException, InterruptedException {
        ProcessAccount.TimedAnswer answer =
                account.invoke(form.request("LIST", properties("BackupVaultName", ProcessAccount.VAULT), null));
        assertThat(answer.status()).as(answer.event().toString()).isEqualTo("SUCCESS");
        return answer.event().path("resourceModels").findValues("RecoveryPointId");
    }

    private static JsonNode tags(String key, String value) {
        return HandlerRequests.JSON.createArrayNode().add(properties("Key", key, "Value", value));
    }
}
