package community.backup.recoverypoint;

import static community.backup.recoverypoint.LocalAccount.EBS;
import static community.backup.recoverypoint.LocalAccount.ROLE;
import static community.backup.recoverypoint.LocalAccount.VAULT;
import static community.backup.recoverypoint.LocalAccount.backupOf;
import static community.backup.recoverypoint.LocalAccount.identified;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.failure.AwsText;
import community.backup.local.awsbackup.AwsError;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.JobState;
import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.awsbackup.StoredPointStatus;
import community.backup.recoverypoint.LocalAccount.Call;
import community.backup.recoverypoint.LocalAccount.Operations;
import community.backup.recoverypoint.LocalAccount.Run;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests which parts a message keeps if it would be too long for CloudFormation, and which parts no message may have.
 */
@NullMarked
class MessagesTest {
    private static final String LONG = "It began like this. " + "x".repeat(100_000);

    private final LocalAccount account = new LocalAccount();
    private final String arn = account.world
            .point(VAULT, ProtectedResourceType.EFS)
            .role(ROLE)
            .created(LocalAccount.START.minus(Duration.ofDays(1)))
            .put();

    private void says(String error, int status, String message, BackupOperation... operations) {
        account.backup.faults().inject(Fault.error(AwsError.of(error, status, null, message)), operations);
    }

    private static void fits(String message, String... parts) {
        assertThat(message)
                .hasSizeLessThanOrEqualTo(AwsText.LONGEST_MESSAGE)
                .contains(parts)
                .contains("It began like this. xxx", "xxx...");
    }

    @Test
    void a_refusal_of_any_length_leaves_room_for_name_request_and_remedy() {
        says("InvalidRequestException", 400, LONG, BackupOperation.DELETE_RECOVERY_POINT);

        fits(
                account.delete(identified(arn)).message(),
                "DeleteRecoveryPoint of " + arn,
                "InvalidRequestException, request id "
                        + account.backup
                                .calls(BackupOperation.DELETE_RECOVERY_POINT)
                                .get(0)
                                .requestId(),
                "Remove the cause, then try again.");
    }

    @Test
    void two_errors_in_one_message_share_the_room() {
        says("AccessDeniedException", 403, LONG, BackupOperation.DESCRIBE_RECOVERY_POINT);
        says("ValidationError", 400, LONG, BackupOperation.LIST_BACKUP_VAULTS);

        String message = account.read(identified(arn)).message();

        fits(
                message,
                "DescribeRecoveryPoint of " + arn,
                "backup:DescribeRecoveryPoint on this recovery point",
                "ListBackupVaults of the account's vaults failed: It began",
                "(ValidationError, request id ");
    }

    @Test
    void so_do_the_refusals_of_a_composite_and_of_what_is_nested_in_it() {
        String composite =
                account.world.point(VAULT, ProtectedResourceType.CLOUDFORMATION).put();
        String nested = account.world
                .point(VAULT, ProtectedResourceType.EFS)
                .nestedIn(composite)
                .put();
        says("InvalidRequestException", 400, LONG, BackupOperation.DELETE_RECOVERY_POINT);

        fits(
                account.delete(identified(composite)).message(),
                composite,
                nested,
                "Nested in it: ",
                "Remove the cause, then try again.");
    }

    @Test
    void a_wait_fits_and_says_when_it_looks_again() {
        says("ThrottlingException", 400, LONG, BackupOperation.DELETE_RECOVERY_POINT);
        Call call = new Call(identified(arn));
        call.until = step -> true;

        String message = account.run(Operations.DELETE, call).message();

        fits(message, arn, "AWS limits the calls per second");
        assertThat(message).endsWith(", next poll in 13 s");
    }

    @Test
    void a_status_message_of_any_length_leaves_room_for_cause_and_remedy() {
        Call call = new Call(identified(arn));
        call.until = step -> true;
        LocalAccount.Step first = account.run(Operations.DELETE, call).steps().get(0);
        account.world.setStatus(arn, StoredPointStatus.EXPIRED, LONG);
        account.clock.advance(Duration.ofMinutes(3));

        String message = account.runToEnd(Operations.DELETE, call, first).message();

        fits(message, arn, ROLE, "it is EXPIRED, still stored and billed", "Then delete the stack again.");
    }

    static List<String> reasons() {
        return List.of("", LONG, "Access Denied trying to call AWS Backup service. " + LONG);
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void the_longest_arns_leave_room_for_the_remedy_of_an_expired_recovery_point(String awsMessage) {
        String role = "arn:aws-us-gov:iam::123456789012:role/" + "p".repeat(511) + "/" + "r".repeat(64);
        String longest = account.world
                .point(VAULT, ProtectedResourceType.DYNAMODB)
                .arn("arn:aws:dynamodb:eu-west-1:123456789012:table/" + "t".repeat(255)
                        + "/backup/01547087347000-c8b6kdk3")
                .role(role)
                .put();
        Call call = new Call(identified(longest));
        call.until = step -> true;
        LocalAccount.Step first = account.run(Operations.DELETE, call).steps().get(0);
        account.world.setStatus(longest, StoredPointStatus.EXPIRED, awsMessage);
        account.clock.advance(Duration.ofMinutes(3));

        String message = account.runToEnd(Operations.DELETE, call, first).message();

        assertThat(message)
                .hasSizeLessThanOrEqualTo(AwsText.LONGEST_MESSAGE)
                .contains(longest)
                .containsPattern(
                        "(Check in this order: .*|Restore the backup role and .*)Then delete the stack again\\. \\[BACKUP-EXPIRED-(ROLE|UNEXPLAINED)]$");
    }

    @Test
    void a_refusal_that_speaks_of_multi_az_says_to_disassociate_the_continuous_backup() {
        says(
                "InvalidRequestException",
                400,
                "The backup retention period of a Multi-AZ DB instance cannot be 0",
                BackupOperation.DELETE_RECOVERY_POINT);

        assertThat(account.delete(identified(arn)).message())
                .contains("aws backup disassociate-recovery-point", "1 day in RDS. Then try again.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"The backup vault is locked", "below the minimum retention period", "Multi-AZ is not supported"})
    void a_refused_backup_has_none_of_the_remedies_of_a_refused_delete(String awsMessage) {
        says("InvalidRequestException", 400, awsMessage, BackupOperation.START_BACKUP_JOB);

        assertThat(account.create(backupOf(EBS)).message())
                .contains(awsMessage)
                .endsWith("Remove the cause, then try again. [BACKUP-REFUSED]");
    }

    @Test
    void so_does_that_of_a_failed_job_in_a_create_and_in_a_read() {
        account.world.nextBackupEnds(EBS, JobState.FAILED, LONG);
        Run created = account.create(backupOf(EBS));

        fits(created.message(), "Backup job ", EBS, "ended as FAILED: ", "then create the resource again.");
        fits(
                account.read(created.model()).message(),
                "ended without a recovery point: FAILED: ",
                "Correct the identifier");
    }

    @Test
    void of_many_candidates_the_first_are_named_and_the_rest_counted() {
        ResourceModel created = identified(account.create(backupOf(EBS)).model().getRecoveryPointId());
        created.setResourceArn(EBS);
        IntStream.range(0, 499).forEach(i -> account.world
                .point(VAULT, ProtectedResourceType.EBS)
                .resource(EBS)
                .put());
        account.clock.advance(Duration.ofDays(31));

        String message = account.read(created).message();

        assertThat(message)
                .hasSizeLessThanOrEqualTo(AwsText.LONGEST_MESSAGE)
                .contains(created.getRecoveryPointId(), "Candidates: arn:aws:ec2:")
                .containsPattern("snap-\\w+ and 49\\d more\\. Import")
                .endsWith("Import the right one by its ARN. [BACKUP-IDENTITY-UNPROVEN]");
    }

    @Test
    void the_signed_request_that_aws_quotes_is_not_quoted_again() {
        says(
                "InvalidSignatureException",
                403,
                "The request signature we calculated does not match the signature you provided. Check your key.\n\n"
                        + "The Canonical String for this request should have been\n'GET\nx-amz-security-token:token'",
                BackupOperation.DESCRIBE_RECOVERY_POINT);

        assertThat(account.read(identified(arn)).message())
                .contains("does not match the signature you provided.", "InvalidSignatureException, request id ")
                .doesNotContain("Canonical", "x-amz-security-token");
    }
}
