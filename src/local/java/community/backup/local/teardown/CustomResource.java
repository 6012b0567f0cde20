package community.backup.local.teardown;

import java.util.List;

/**
 * A custom resource of a CDK application: asks for the deletion of what the first page of the vault's list shows, one after the other,
 * and says SUCCESS without another look. An error that its SDK's retries do not overcome is FAILED. A page takes less than the three
 * minutes that its Lambda function has.
 */
final class CustomResource implements Algorithm {
    @Override
    public String name() {
        return "custom resource";
    }

    @Override
    public String source() {
        return "dominodatalab/cdk-cf-eks, lambda_files/backup_post_creation_tasks.py; default retries of botocore (legacy mode)";
    }

    @Override
    public void run(TeardownAccount account) {
        Tool tool = new Tool(account, SdkRetries.PYTHON);
        List<String> firstPage = tool.page("").arns();
        tool.tellOfAll(firstPage.stream().allMatch(tool::delete));
    }
}
