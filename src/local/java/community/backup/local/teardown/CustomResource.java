package community.backup.local.teardown;

import java.util.List;

/**
 * A custom resource of a CDK application. It deletes the recovery points on the first page of the vault's list, one
 * after the other, and answers SUCCESS without a poll. It answers FAILED if an error remains after
 * its SDK's retries. A page takes less than the three minutes that its Lambda function has.
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
        tool.reportAll(firstPage.stream().allMatch(tool::delete));
    }
}
