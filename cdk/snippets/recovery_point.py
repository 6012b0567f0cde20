from aws_cdk import App, CfnOutput, CfnResource, RemovalPolicy, Stack
from aws_cdk.aws_backup import BackupVault
from aws_cdk.aws_dynamodb import Attribute, AttributeType, Table
from aws_cdk.aws_iam import ManagedPolicy, Role, ServicePrincipal

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
backup = CfnResource(
    stack,
    "Backup",
    type="Community::Backup::RecoveryPoint",
    properties={
        "BackupVaultName": vault.backup_vault_name,
        "ResourceArn": table.table_arn,
        "IamRoleArn": role.role_arn,
        "Lifecycle": {"DeleteAfterDays": 35},
    },
)
# Role and vault, with their policies, are deleted after the recovery point: AWS Backup deletes with the role.
backup.node.add_dependency(role, vault)
CfnOutput(stack, "RecoveryPoint", value=backup.get_att("RecoveryPointArn").to_string())
app.synth()
