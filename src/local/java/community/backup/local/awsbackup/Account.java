package community.backup.local.awsbackup;

/**
 * The account and region that the local AWS Backup simulates.
 *
 * @param id 12 digits
 * @param region for example {@code eu-west-1}
 * @param partition for example {@code aws}
 */
public record Account(String id, String region, String partition) {

    /** The example account of the AWS documentation: 123456789012 in us-east-1. */
    public static Account example() {
        return new Account("123456789012", "us-east-1", "aws");
    }

    /** An ARN of this account and region. */
    public String arn(String service, String resource) {
        return "arn:%s:%s:%s:%s:%s".formatted(partition, service, region, id, resource);
    }

    /** An ARN of this region with an empty account field, as in ARNs of EC2. */
    String arnWithoutAccount(String service, String resource) {
        return "arn:%s:%s:%s::%s".formatted(partition, service, region, resource);
    }
}
