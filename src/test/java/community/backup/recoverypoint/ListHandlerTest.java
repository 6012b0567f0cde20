package community.backup.recoverypoint;

import static community.backup.recoverypoint.LocalAccount.VAULT;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.recoverypoint.LocalAccount.Call;
import community.backup.recoverypoint.LocalAccount.Operations;
import community.backup.recoverypoint.LocalAccount.Run;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** Tests a list: the pages of AWS Backup, with ARNs as identifiers. */
@NullMarked
class ListHandlerTest {
    private final LocalAccount account = new LocalAccount();

    private Run page(@Nullable String token, int size) {
        Call call = new Call(ResourceModel.builder().backupVaultName(VAULT).build());
        call.request.setNextToken(token);
        call.request.setMaxResults(size);
        return account.run(Operations.LIST, call);
    }

    @Test
    void all_pages_together_are_all_points_of_the_vault() {
        Set<String> arns = new HashSet<>();
        for (int i = 0; i < 25; i++) {
            arns.add(account.world
                    .point(VAULT, i % 2 == 0 ? ProtectedResourceType.EFS : ProtectedResourceType.EBS)
                    .put());
        }

        Set<String> listed = new HashSet<>();
        int pages = 0;
        String token = null;
        do {
            Run run = page(token, 10);
            run.end().getResourceModels().forEach(model -> {
                assertThat(model.getBackupVaultName()).isEqualTo(VAULT);
                assertThat(model.getRecoveryPointId()).isEqualTo(model.getRecoveryPointArn());
                listed.add(model.getRecoveryPointId());
            });
            token = run.end().getNextToken();
            pages++;
        } while (token != null);

        assertThat(listed).isEqualTo(arns);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void an_empty_vault_is_an_empty_list_without_a_token() {
        Run run = page(null, 10);

        assertThat(run.end().getResourceModels()).isEmpty();
        assertThat(run.end().getNextToken()).isNull();
    }

    @Test
    void the_vault_must_be_named() {
        Run run = account.list(new ResourceModel());

        assertThat(run.end().getErrorCode()).isEqualTo(HandlerErrorCode.InvalidRequest);
        assertThat(run.message()).contains("BackupVaultName is missing");
    }

    @Test
    void a_vault_that_does_not_exist_is_not_found() {
        Run run = account.list(
                ResourceModel.builder().backupVaultName("elsewhere").build());

        assertThat(run.end().getErrorCode()).isEqualTo(HandlerErrorCode.NotFound);
        assertThat(run.message()).contains("elsewhere");
    }

    @Test
    void a_token_that_aws_backup_does_not_know_is_an_invalid_request() {
        assertThat(page("nonsense", 10).end().getErrorCode()).isEqualTo(HandlerErrorCode.InvalidRequest);
    }

    @Test
    void an_arn_of_a_form_that_nobody_knows_is_listed_all_the_same() {
        account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .arn("arn:aws:newservice:eu-west-1::thing/one two")
                .put();

        assertThat(page(null, 10).end().getResourceModels())
                .singleElement()
                .satisfies(model -> assertThat(model.getRecoveryPointId()).endsWith("one two"));
    }
}
