package community.backup.recoverypoint;

import static community.backup.recoverypoint.LocalAccount.VAULT;
import static community.backup.recoverypoint.LocalAccount.identified;
import static community.backup.recoverypoint.LocalAccount.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.Operation;
import community.backup.local.awsbackup.ResourceType;
import community.backup.recoverypoint.LocalAccount.Call;
import community.backup.recoverypoint.LocalAccount.Operations;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What updates do with the tags of the stack, which CloudFormation hands over beside those of the resource. */
@NullMarked
class StackTagsTest {
    private final LocalAccount account = new LocalAccount();

    private Map<String, String> tags(String arn) {
        return account.world.point(arn).orElseThrow().tags();
    }

    private static ResourceModel tagged(String arn, Tag... tags) {
        ResourceModel model = identified(arn);
        model.setTags(Set.of(tags));
        return model;
    }

    @Test
    void the_first_update_after_an_import_sets_the_tags_of_the_stack_and_keeps_those_of_the_source() {
        String arn = account.world
                .point(VAULT, ResourceType.EFS)
                .tag("of-source", "stays")
                .put();
        // An import reads the recovery point; its stack's tags come with the next update.
        succeeded(account.read(identified(arn)));
        Call update = new Call(tagged(arn, new Tag("own", "1")))
                .from(identified(arn))
                .stackTags(Map.of("stack", "shop"))
                .formerStackTags(Map.of("stack", "shop"));

        succeeded(account.run(Operations.UPDATE, update));

        assertThat(tags(arn)).isEqualTo(Map.of("of-source", "stays", "own", "1", "stack", "shop"));
    }

    @Test
    void an_update_whose_stack_tags_have_changed_removes_the_former_ones_and_no_others() {
        String arn = account.world
                .point(VAULT, ResourceType.EFS)
                .tag("of-source", "stays")
                .tag("team", "before")
                .tag("cost", "1")
                .tag("own", "1")
                .put();
        Call update = new Call(tagged(arn, new Tag("own", "1")))
                .from(tagged(arn, new Tag("own", "1")))
                .formerStackTags(Map.of("team", "before", "cost", "1"))
                .stackTags(Map.of("cost", "2"));

        succeeded(account.run(Operations.UPDATE, update));

        assertThat(tags(arn)).isEqualTo(Map.of("of-source", "stays", "cost", "2", "own", "1"));
    }

    @Test
    void a_former_tag_of_the_stack_that_the_resource_now_has_itself_stays() {
        String arn =
                account.world.point(VAULT, ResourceType.EFS).tag("team", "shop").put();
        Call update = new Call(tagged(arn, new Tag("team", "shop")))
                .from(identified(arn))
                .formerStackTags(Map.of("team", "shop"));

        succeeded(account.run(Operations.UPDATE, update));

        assertThat(tags(arn)).isEqualTo(Map.of("team", "shop"));
        assertThat(account.backup.calls(Operation.UNTAG_RESOURCE)).isEmpty();
    }
}
