package community.backup.recoverypoint.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.recoverypoint.contract.BrokenHandler.Defect;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Defects of a handler. Each makes certain contract tests fail and no others. */
enum Defects {
    CREATE_RETURNS_THE_RESOURCE_THAT_EXISTS(Adopting::new, "create_again_makes_no_duplicate"),
    READ_LACKS_A_READ_ONLY_PROPERTY(
            changed("READ", (request, event) -> model(event).remove("Status")),
            "read_returns_every_read_only_property",
            "read_returns_every_property_once"),
    READ_RETURNS_A_WRITE_ONLY_PROPERTY(
            changed("READ", (request, event) -> model(event).put("StartWindowMinutes", 60)),
            "read_returns_no_write_only_property"),
    READ_RETURNS_A_PROPERTY_THAT_IS_NOT_IN_THE_SCHEMA(
            changed("READ", (request, event) -> model(event).put("NoSuchProperty", 1)),
            "read_conforms_to_schema",
            "create_from_read_model"),
    READ_RETURNS_ANOTHER_VALUE(
            changed(
                    "READ",
                    (request, event) -> model(event).withObject("Lifecycle").put("DeleteAfterDays", 366)),
            "read_returns_requested_values"),
    READ_RETURNS_A_TAG_THAT_NOBODY_REQUESTED(
            changed("READ", (request, event) -> model(event)
                    .withArray("Tags")
                    .addObject()
                    .put("Key", "z " + model(event).path("RecoveryPointId").asText())
                    .put("Value", "extra")),
            "read_returns_requested_values"),
    READ_RETURNS_TAGS_IN_ANOTHER_ORDER(
            changed("READ", (request, event) -> {
                ArrayNode tags = model(event).withArray("Tags");
                tags.add(tags.remove(0));
            }),
            "read_returns_requested_values"),
    UPDATE_CHANGES_NOTHING(
            instead("UPDATE", request -> success().set("resourceModel", properties(request))),
            "read_returns_requested_values",
            "read_returns_every_read_only_property",
            "read_returns_no_write_only_property",
            "delete_then_update"),
    UPDATE_CHANGES_THE_IDENTIFIER(
            changed("UPDATE", (request, event) -> model(event).put("RecoveryPointId", missing())),
            "update_keeps_identifier",
            "update_is_readable",
            "update_reads_the_same_by_both_identifiers"),
    DELETE_DELETES_NOTHING(
            instead("DELETE", request -> success()),
            "delete_then_read",
            "delete_then_update",
            "delete_then_delete",
            "delete_then_list"),
    DELETE_RETURNS_A_MODEL(
            changed("DELETE", (request, event) -> event.set("resourceModel", properties(request))), "delete_succeeds"),
    LIST_IS_EMPTY(
            changed("LIST", (request, event) -> event.putArray("resourceModels")),
            "list_has_created_identifier",
            "update_is_listed"),
    LIST_HAS_AN_IDENTIFIER_THAT_CANNOT_BE_READ(
            changed("LIST", (request, event) -> event.withArray("resourceModels")
                    .add(((ObjectNode) properties(request).deepCopy()).put("RecoveryPointId", missing()))),
            "list_identifiers_are_readable"),
    INVALID_INPUT_IS_AN_INTERNAL_FAILURE(
            () -> (request, handler) -> {
                ObjectNode event = handler.event();
                return event.path("errorCode").asText().equals("InvalidRequest")
                        ? event.put("errorCode", "InternalFailure")
                        : event;
            },
            "invalid_create_is_refused");

    @SuppressWarnings("ImmutableEnumChecker") // A lambda without state.
    private final Supplier<Defect> maker;

    @SuppressWarnings("ImmutableEnumChecker") // Made by Set.of.
    private final Set<String> failing;

    Defects(Supplier<Defect> maker, String... failing) {
        this.maker = maker;
        this.failing = Set.of(failing);
    }

    /** A new instance of the defect, without the state of earlier runs. */
    Defect make() {
        return maker.get();
    }

    /** The tests that fail. */
    Set<String> failing() {
        return failing;
    }

    /** Changes the events of an action that succeeded. */
    private static Supplier<Defect> changed(String action, BiConsumer<JsonNode, ObjectNode> change) {
        return () -> (request, handler) -> {
            ObjectNode event = handler.event();
            if (isAction(request, action) && event.path("status").asText().equals("SUCCESS")) {
                change.accept(request, event);
            }
            return event;
        };
    }

    /** Answers an action without the handler. */
    private static Supplier<Defect> instead(String action, DefectiveAnswer answer) {
        return () -> (request, handler) -> isAction(request, action) ? answer.to(request) : handler.event();
    }

    private static boolean isAction(JsonNode request, String action) {
        return request.path("action").asText().equals(action);
    }

    private static JsonNode properties(JsonNode request) {
        return request.at("/requestData/resourceProperties");
    }

    private static ObjectNode model(ObjectNode event) {
        return (ObjectNode) event.get("resourceModel");
    }

    /** The identifier of a recovery point that does not exist. */
    private static String missing() {
        return "arn:aws:backup:us-east-1:123456789012:recovery-point:00000000-0000-0000-0000-000000000000";
    }

    private static ObjectNode success() {
        return JsonNodeFactory.instance.objectNode().put("status", "SUCCESS");
    }

    private interface DefectiveAnswer {
        ObjectNode to(JsonNode request);
    }

    /** Returns the resource of an earlier create until it is deleted. */
    private static final class Adopting implements Defect {
        private Optional<ObjectNode> created = Optional.empty();

        @Override
        public ObjectNode answer(JsonNode request, BrokenHandler.IntactInvocation handler) throws IOException {
            if (isAction(request, "CREATE") && created.isPresent()) {
                return created.get();
            }
            ObjectNode event = handler.event();
            if (event.path("status").asText().equals("SUCCESS")) {
                if (isAction(request, "CREATE")) {
                    created = Optional.of(event);
                } else if (isAction(request, "DELETE")) {
                    created = Optional.empty();
                }
            }
            return event;
        }
    }
}
