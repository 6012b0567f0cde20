from aws_cdk import App, RemovalPolicy, Stack
from aws_cdk.aws_backup import BackupPlan, BackupResource, BackupVault
from aws_cdk.aws_dynamodb import Attribute, AttributeType, Table
from aws_cdk.aws_iam import Role, ServicePrincipal
from community_backup import CfnVaultContents

app = App()
stack = Stack(app, "VaultThatEmptiesItself")
table = Table(
    stack,
    "Table",
    partition_key=Attribute(name="id", type=AttributeType.STRING),
    removal_policy=RemovalPolicy.DESTROY,
)
vault = BackupVault(stack, "Vault", removal_policy=RemovalPolicy.DESTROY)
contents = CfnVaultContents(stack, "VaultContents", backup_vault_name=vault.backup_vault_name)
# The role is deleted after the contents: AWS Backup deletes with it.
role = Role(stack, "BackupRole", assumed_by=ServicePrincipal("backup.amazonaws.com"))
contents.node.add_dependency(role)
# The plan refers to the contents and not to the vault, so that the plan is deleted first.
target = BackupVault.from_backup_vault_name(stack, "Target", contents.ref)
plan = BackupPlan.daily35_day_retention(stack, "Plan", target)
plan.add_selection("Tables", resources=[BackupResource.from_dynamo_db_table(table)], role=role)
app.synth()
