from aws_cdk import App, CfnOutput, RemovalPolicy, Stack
from aws_cdk.aws_backup import BackupVault
from aws_cdk.aws_dynamodb import Attribute, AttributeType, Table
from aws_cdk.aws_iam import ManagedPolicy, Role, ServicePrincipal
from community_backup import CfnRecoveryPoint

app = App()
stack = Stack(app, "BeforeTheMigration")
table = Table(
    stack,
    "Table",
    partition_key=Attribute(name="id", type=AttributeType.STRING),
    removal_policy=RemovalPolicy.DESTROY,
)
vault = BackupVault(stack, "Vault", removal_policy=RemovalPolicy.DESTROY)
role = Role(
    stack,
    "BackupRole",
    assumed_by=ServicePrincipal("backup.amazonaws.com"),
    managed_policies=[
        ManagedPolicy.from_aws_managed_policy_name("service-role/AWSBackupServiceRolePolicyForBackup"),
    ],
)
backup = CfnRecoveryPoint(
    stack,
    "Backup",
    backup_vault_name=vault.backup_vault_name,
    resource_arn=table.table_arn,
    iam_role_arn=role.role_arn,
    lifecycle=CfnRecoveryPoint.LifecycleProperty(delete_after_days=35),
)
# Role and vault, with their policies, are deleted after the recovery point: AWS Backup deletes with the role.
backup.node.add_dependency(role, vault)
CfnOutput(stack, "RecoveryPoint", value=backup.attr_recovery_point_arn)
app.synth()
