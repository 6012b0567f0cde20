package community.backup.recoverypoint;

import static community.backup.recoverypoint.LocalAccount.EBS;
import static community.backup.recoverypoint.LocalAccount.EFS;
import static community.backup.recoverypoint.LocalAccount.VAULT;
import static community.backup.recoverypoint.LocalAccount.backupOf;
import static community.backup.recoverypoint.LocalAccount.failed;
import static community.backup.recoverypoint.LocalAccount.identified;
import static community.backup.recoverypoint.LocalAccount.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.AwsError;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.recoverypoint.LocalAccount.Call;
import community.backup.recoverypoint.LocalAccount.Operations;
import community.backup.recoverypoint.LocalAccount.Run;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.json.JSONObject;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.resource.Validator;
import software.amazon.cloudformation.resource.exceptions.ValidationException;

/**
 * Tests tags. Reserved tags are never sent, the stack's tags fail no operation, and the resource's own tags are set or
 * refused with the reason.
 */
@NullMarked
class TagsTest {
    private static final Map<String, String> RESERVED =
            Map.of("aws:servicecatalog:productArn", "p", "AWS:x", "y", "Aws:z", "z");

    private final LocalAccount account = new LocalAccount();
    private final String arn =
            account.world.point(VAULT, ProtectedResourceType.EFS).put();

    private Map<String, String> tagsOf(String of) {
        return account.world.point(of).orElseThrow().tags();
    }

    private static ResourceModel tagged(ResourceModel model, Tag... tags) {
        return model.toBuilder().tags(Set.of(tags)).build();
    }

    private static Set<Tag> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Tag("key" + i, "v"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Map<String, String> stackTags(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "stack" + i, i -> "v"));
    }

    /** An update that changes only the stack's tags. */
    private Run withStackTags(ResourceModel model, Map<String, String> tags) {
        return account.run(Operations.UPDATE, new Call(model).from(model).stackTags(tags));
    }

    private void refuse(String error, int status, BackupOperation... operations) {
        account.backup.faults().inject(Fault.error(AwsError.of(error, status, null, "No.")), operations);
    }

    private void denyTaggedStarts() {
        AwsError denial = AwsError.of(
                "AccessDeniedException",
                403,
                null,
                "User: x is not authorized to perform: backup:TagResource on resource: y because no policy allows it");
        account.backup
                .faults()
                .inject(Fault.error(denial), BackupOperation.START_BACKUP_JOB)
                .when(call -> new String(call.body(), StandardCharsets.UTF_8).contains("RecoveryPointTags"));
    }

    private void logs(String skipped) {
        assertThat(account.log).anySatisfy(line -> assertThat(line).contains("skipped=" + skipped));
    }

    @Test
    void nothing_is_skipped_for_a_recovery_point_that_has_no_tags_in_aws_backup() {
        String snapshot = account.world.point(VAULT, ProtectedResourceType.EBS).put();

        succeeded(account.read(identified(snapshot)));

        assertThat(account.log).singleElement().asString().contains("skipped=null");
    }

    // Reserved tags

    @Test
    void a_stack_with_tags_of_aws_makes_and_changes_a_backup() {
        Run created = account.run(Operations.CREATE, new Call(backupOf(EFS)).stackTags(RESERVED));
        succeeded(created);
        ResourceModel model = identified(created.model().getRecoveryPointId());

        succeeded(withStackTags(model, RESERVED));
        succeeded(account.run(
                Operations.UPDATE,
                new Call(model).from(model).stackTags(Map.of("team", "shop")).formerStackTags(RESERVED)));
        assertThat(tagsOf(created.model().getRecoveryPointId())).containsExactlyEntriesOf(Map.of("team", "shop"));
    }

    @Test
    void a_read_does_not_return_tags_of_aws_so_that_what_it_returns_can_be_sent_back() {
        String copied = account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .tag("aws:backup:source-resource", "fs-1")
                .tag("team", "shop")
                .put();

        ResourceModel read = account.read(identified(copied)).model();

        assertThat(read.getTags()).containsExactly(new Tag("team", "shop"));
        succeeded(account.update(tagged(read, new Tag("team", "ledger")), read));
        assertThat(tagsOf(copied)).containsOnlyKeys("aws:backup:source-resource", "team");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws:team", "AWS:team", "aWs:team"})
    void the_schema_refuses_reserved_keys_in_any_case_of_letters(String key) {
        JSONObject schema = new Configuration().resourceSchemaJSONObject();
        JSONObject model = new JSONObject("{'BackupVaultName': 'nightly', 'Tags': [{'Key': '%s', 'Value': 'v'}]}"
                .replace('\'', '"')
                .formatted(key));

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> new Validator().validateObject(model, schema))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Key");
    }

    // Tags that AWS Backup cannot set

    @ParameterizedTest
    @EnumSource(
            value = Operations.class,
            names = {"CREATE", "UPDATE"})
    void a_key_that_is_there_twice_is_refused_before_anything_is_asked(Operations operation) {
        ResourceModel base = operation == Operations.CREATE ? backupOf(EFS) : identified(arn);
        Call call = new Call(tagged(base, new Tag("team", "a"), new Tag("team", "b"))).from(base);

        failed(account.run(operation, call), HandlerErrorCode.InvalidRequest, "Tags has the same key twice", "Remove");
        assertThat(account.backup.calls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Operations.class,
            names = {"CREATE", "UPDATE"})
    void more_than_fifty_tags_of_resource_and_stack_are_refused_before_anything_is_asked(Operations operation) {
        ResourceModel base = operation == Operations.CREATE ? backupOf(EFS) : identified(arn);
        ResourceModel model = base.toBuilder().tags(many(30)).build();

        Run run = account.run(operation, new Call(model).from(base).stackTags(stackTags(21)));

        failed(run, HandlerErrorCode.InvalidRequest, "Tags has 30 tags, and the stack adds 21", "50 tags", "Remove");
        assertThat(account.backup.calls()).isEmpty();
    }

    @Test
    void fifty_tags_are_set_and_reserved_ones_do_not_count() {
        ResourceModel model = backupOf(EFS).toBuilder().tags(many(30)).build();
        Call call = new Call(model).stackTags(stackTags(20)).stackTags(RESERVED);

        Run run = account.run(Operations.CREATE, call);

        succeeded(run);
        assertThat(run.model().getTags()).hasSize(50);
    }

    @Test
    void a_rollback_to_tags_that_were_there_before_is_not_checked() {
        ResourceModel model = identified(arn).toBuilder().tags(many(30)).build();

        succeeded(account.run(
                Operations.UPDATE,
                new Call(identified(arn)).from(model).stackTags(stackTags(51)).rollback()));
        logs("TagResource");
    }

    // Tags of the stack alone

    @ParameterizedTest
    @ValueSource(strings = {"InvalidRequestException", "ResourceNotFoundException", "LimitExceededException"})
    void an_update_goes_on_where_aws_backup_refuses_the_stacks_tags(String error) {
        ResourceModel former = identified(arn);
        refuse(error, 400, BackupOperation.TAG_RESOURCE, BackupOperation.UNTAG_RESOURCE);
        Call call = new Call(former.toBuilder()
                        .lifecycle(Lifecycle.builder().deleteAfterDays(30L).build())
                        .build())
                .from(former)
                .stackTags(Map.of("team", "shop"))
                .formerStackTags(Map.of("old", "1"));

        Run run = account.run(Operations.UPDATE, call);

        succeeded(run);
        assertThat(run.model().getLifecycle().getDeleteAfterDays()).isEqualTo(30L);
        assertThat(account.read(former).model()).isEqualTo(run.model());
        logs("TagResource");
    }

    @Test
    void an_update_goes_on_where_removing_a_tag_of_the_stack_is_denied_and_sets_the_new_one() {
        String old = account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .tag("old", "1")
                .put();
        account.world.deny("backup:UntagResource");

        Run run = account.run(
                Operations.UPDATE,
                new Call(identified(old))
                        .from(identified(old))
                        .stackTags(Map.of("team", "shop"))
                        .formerStackTags(Map.of("old", "1")));

        succeeded(run);
        assertThat(tagsOf(old)).containsOnlyKeys("old", "team");
        logs("UntagResource");
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup:TagResource", "backup:ListTags"})
    void an_update_goes_on_where_tagging_is_denied_and_only_the_stack_has_tags(String action) {
        account.world.deny(action);

        succeeded(withStackTags(identified(arn), Map.of("team", "shop")));
        logs(action.substring("backup:".length()));
    }

    @Test
    void a_create_with_stack_tags_goes_on_where_listing_tags_is_denied_and_a_read_says_what_it_lacks() {
        account.world.deny("backup:ListTags");

        Run run = account.run(Operations.CREATE, new Call(backupOf(EFS)).stackTags(Map.of("team", "shop")));

        succeeded(run);
        logs("ListTags");
        failed(
                account.read(identified(run.model().getRecoveryPointId())),
                HandlerErrorCode.AccessDenied,
                "backup:ListTags");
    }

    @Test
    void a_backup_starts_without_the_stacks_tags_where_they_are_denied() {
        denyTaggedStarts();

        Run run = account.run(Operations.CREATE, new Call(backupOf(EBS)).stackTags(Map.of("team", "shop")));

        succeeded(run);
        assertThat(account.world.jobs()).hasSize(1);
        assertThat(tagsOf(run.model().getRecoveryPointArn())).isEmpty();
        logs("StartBackupJob");
    }

    @Test
    void throttled_tags_of_the_stack_are_tried_again_and_set() {
        account.backup
                .faults()
                .inject(Fault.throttling(), BackupOperation.TAG_RESOURCE)
                .times(3);

        succeeded(withStackTags(identified(arn), Map.of("team", "shop")));
        assertThat(tagsOf(arn)).containsEntry("team", "shop");
    }

    @Test
    void tags_of_a_stack_that_change_are_the_points_after_an_import() {
        ResourceModel imported = identified(arn);
        succeeded(withStackTags(imported, Map.of("team", "shop", "stage", "test")));

        succeeded(account.run(
                Operations.UPDATE,
                new Call(imported)
                        .from(imported)
                        .stackTags(Map.of("team", "ledger"))
                        .formerStackTags(Map.of("team", "shop", "stage", "test"))));

        assertThat(tagsOf(arn)).containsExactlyEntriesOf(Map.of("team", "ledger"));
    }

    @Test
    void the_first_update_after_an_import_sets_the_tags_of_the_stack_and_keeps_those_of_the_source() {
        String tagged = account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .tag("of-source", "stays")
                .put();
        // An import reads the recovery point; its stack's tags come with the next update.
        succeeded(account.read(identified(tagged)));
        Call update = new Call(tagged(identified(tagged), new Tag("own", "1")))
                .from(identified(tagged))
                .stackTags(Map.of("stack", "shop"))
                .formerStackTags(Map.of("stack", "shop"));

        succeeded(account.run(Operations.UPDATE, update));

        assertThat(tagsOf(tagged)).isEqualTo(Map.of("of-source", "stays", "own", "1", "stack", "shop"));
    }

    @Test
    void an_update_whose_stack_tags_have_changed_removes_the_former_ones_and_no_others() {
        String tagged = account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .tag("of-source", "stays")
                .tag("team", "before")
                .tag("cost", "1")
                .tag("own", "1")
                .put();
        Call update = new Call(tagged(identified(tagged), new Tag("own", "1")))
                .from(tagged(identified(tagged), new Tag("own", "1")))
                .formerStackTags(Map.of("team", "before", "cost", "1"))
                .stackTags(Map.of("cost", "2"));

        succeeded(account.run(Operations.UPDATE, update));

        assertThat(tagsOf(tagged)).isEqualTo(Map.of("of-source", "stays", "cost", "2", "own", "1"));
    }

    @Test
    void a_former_tag_of_the_stack_that_the_resource_now_has_itself_stays() {
        String tagged = account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .tag("team", "shop")
                .put();
        Call update = new Call(tagged(identified(tagged), new Tag("team", "shop")))
                .from(identified(tagged))
                .formerStackTags(Map.of("team", "shop"));

        succeeded(account.run(Operations.UPDATE, update));

        assertThat(tagsOf(tagged)).isEqualTo(Map.of("team", "shop"));
        assertThat(account.backup.calls(BackupOperation.UNTAG_RESOURCE)).isEmpty();
    }

    // The resource's own tags

    @ParameterizedTest
    @ValueSource(strings = {"backup:TagResource", "backup:UntagResource", "backup:ListTags"})
    void denied_tagging_of_the_resources_own_tags_is_told_as_such_with_the_permission(String action) {
        String old = account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .tag("old", "1")
                .put();
        account.world.deny(action);

        Run run = account.run(
                Operations.UPDATE,
                new Call(tagged(identified(old), new Tag("own", "1")))
                        .from(tagged(identified(old), new Tag("old", "1")))
                        .stackTags(Map.of("team", "shop")));

        failed(run, HandlerErrorCode.UnauthorizedTaggingOperation, old, "needs " + action);
    }

    @Test
    void a_refusal_of_own_tags_keeps_its_code() {
        refuse("LimitExceededException", 400, BackupOperation.TAG_RESOURCE);

        failed(
                account.update(tagged(identified(arn), new Tag("own", "1")), identified(arn)),
                HandlerErrorCode.ServiceLimitExceeded,
                "TagResource",
                arn);
    }

    @Test
    void a_backup_whose_own_tags_are_denied_is_not_started() {
        denyTaggedStarts();

        Run run = account.create(tagged(backupOf(EFS), new Tag("own", "1")));

        failed(run, HandlerErrorCode.UnauthorizedTaggingOperation, "StartBackupJob", "backup:TagResource", "Tags");
        assertThat(account.world.jobs()).isEmpty();
    }

    @Test
    void a_denied_start_that_is_not_about_tags_fails_as_denied() {
        account.world.deny("backup:StartBackupJob");

        failed(
                account.run(Operations.CREATE, new Call(backupOf(EFS)).stackTags(Map.of("team", "shop"))),
                HandlerErrorCode.AccessDenied,
                "backup:StartBackupJob");
        assertThat(account.backup.calls(BackupOperation.START_BACKUP_JOB)).hasSize(1);
    }
}
