/** Calls AWS Backup and CloudFormation. Only this package uses the AWS SDK's packages of these two services. */
@NullMarked
package community.backup.service.aws;

import org.jspecify.annotations.NullMarked;
