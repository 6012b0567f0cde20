from aws_cdk import App, CfnOutput, CfnTag, Stack, Tags, Token
from community_backup import CfnRecoveryPoint, CfnVaultContents

app = App()
stack = Stack(app, "EveryProperty")
point = CfnRecoveryPoint(
    stack,
    "Point",
    backup_vault_name="first",
    resource_arn="arn:aws:dynamodb:us-east-1:123456789012:table/orders",
    iam_role_arn="arn:aws:iam::123456789012:role/backup",
    lifecycle=CfnRecoveryPoint.LifecycleProperty(
        delete_after_days=100,
        move_to_cold_storage_after_days=10,
        opt_in_to_archive_for_supported_resources=True,
    ),
    tags=[CfnTag(key="owner", value="me")],
    backup_options={"WindowsVSS": "enabled"},
    start_window_minutes=60,
    complete_window_minutes=120,
)
point.backup_vault_name = "vault"
Tags.of(stack).add("stage", "test")
CfnVaultContents(stack, "Contents", backup_vault_name="vault", include_existing=True, empty_on="ANY_DELETION")
CfnOutput(stack, "Arn", value=point.attr_recovery_point_arn)
CfnOutput(stack, "Encrypted", value=Token.as_string(point.attr_is_encrypted))
app.synth()
