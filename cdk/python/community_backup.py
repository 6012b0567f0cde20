"""L1 constructs for the resource types of Community::Backup.

Generated from the schemas of the resource types by cdk/generate.py of Community::Backup: do not edit.
"""
from dataclasses import dataclass
from typing import Any, Dict, Mapping, Optional, Sequence, Tuple, Union

import jsii
from aws_cdk import CfnResource, CfnTag, IResolvable, ITaggableV2, TagManager, TagType, Token
from constructs import Construct


def _given(values: Dict[str, Any]) -> Dict[str, Any]:
    """The values without those that are not there."""
    return {name: value for name, value in values.items() if value is not None}


def _key_and_value(tag: Union[CfnTag, Dict[str, Any]]) -> Tuple[str, str]:
    return (tag["key"], tag["value"]) if isinstance(tag, dict) else (tag.key, tag.value)


def _rendered(value: Any, struct: Any) -> Any:
    """What a template has for a struct, which may be given as a dictionary of its members."""
    given = struct(**value) if isinstance(value, dict) else value
    return given._render() if isinstance(given, struct) else given


@jsii.implements(ITaggableV2)
class CfnRecoveryPoint(CfnResource):
    """The CloudFormation resource Community::Backup::RecoveryPoint: an AWS Backup recovery point: one backup in
    a backup vault, taken on demand or imported, and deleted with its stack. Checks nothing.
    """

    CFN_RESOURCE_TYPE_NAME = "Community::Backup::RecoveryPoint"

    @dataclass(frozen=True)
    class LifecycleProperty:
        """When AWS Backup moves the recovery point to cold storage and when it deletes it, in days after the
        start of the backup job.
        """

        # Days until AWS Backup deletes the recovery point: 1 to 36500, or -1 for never. At least 90 more than
        # MoveToColdStorageAfterDays.
        delete_after_days: Optional[Union[int, float]] = None

        # Days until the recovery point moves to cold storage: 1 to 36500, or -1 for never. Resource types
        # without cold storage ignore it, and drift detection then shows it as removed. EBS needs
        # OptInToArchiveForSupportedResources.
        move_to_cold_storage_after_days: Optional[Union[int, float]] = None

        # Whether MoveToColdStorageAfterDays also applies to EBS snapshots, which AWS Backup then moves to the
        # archive tier.
        opt_in_to_archive_for_supported_resources: Optional[Union[bool, IResolvable]] = None

        def _render(self) -> Dict[str, Any]:
            return _given({
                "DeleteAfterDays": self.delete_after_days,
                "MoveToColdStorageAfterDays": self.move_to_cold_storage_after_days,
                "OptInToArchiveForSupportedResources": self.opt_in_to_archive_for_supported_resources,
            })

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        backup_vault_name: str,
        resource_arn: Optional[str] = None,
        iam_role_arn: Optional[str] = None,
        lifecycle: Optional[Union["LifecycleProperty", Dict[str, Any], IResolvable]] = None,
        tags: Optional[Sequence[Union[CfnTag, Dict[str, Any]]]] = None,
        backup_options: Optional[Union[Mapping[str, str], IResolvable]] = None,
        start_window_minutes: Optional[Union[int, float]] = None,
        complete_window_minutes: Optional[Union[int, float]] = None,
    ) -> None:
        super().__init__(scope, id, type=self.CFN_RESOURCE_TYPE_NAME)
        # The vault that holds the recovery point. Vaults that AWS services made have names with slashes. A
        # change replaces the resource.
        self.backup_vault_name = backup_vault_name
        # The resource to back up. A new recovery point needs ResourceArn and IamRoleArn. A change replaces the
        # resource.
        self.resource_arn = resource_arn
        # The role with which AWS Backup makes the backup and later deletes it. It must outlive the recovery
        # point. A change replaces the resource.
        self.iam_role_arn = iam_role_arn
        # When AWS Backup moves the recovery point to cold storage and when it deletes it, in days after the
        # start of the backup job.
        self.lifecycle = lifecycle
        # Options of the backup job, such as WindowsVSS: enabled. A change replaces the resource.
        self.backup_options = backup_options
        # Minutes within which the backup job must start: at least 60. The default of AWS Backup is 480. A
        # change replaces the resource.
        self.start_window_minutes = start_window_minutes
        # Minutes within which the backup job must be complete. Like StartWindowMinutes, they count from the
        # time for which the backup was scheduled. A change replaces the resource.
        self.complete_window_minutes = complete_window_minutes
        self._tag_manager = TagManager(
            TagType.KEY_VALUE,
            self.CFN_RESOURCE_TYPE_NAME,
            dict(_key_and_value(tag) for tag in tags or ()),
            tag_property_name="tags",
        )

    @property
    def cdk_tag_manager(self) -> TagManager:
        """The tags: those that it was given, and those of `Tags.of(scope)`."""
        return self._tag_manager

    @property
    def _cfn_properties(self) -> Dict[str, Any]:
        """The properties in the template."""
        return _given({
            "BackupVaultName": self.backup_vault_name,
            "ResourceArn": self.resource_arn,
            "IamRoleArn": self.iam_role_arn,
            "Lifecycle": _rendered(self.lifecycle, self.LifecycleProperty),
            "BackupOptions": self.backup_options,
            "StartWindowMinutes": self.start_window_minutes,
            "CompleteWindowMinutes": self.complete_window_minutes,
            "Tags": self._tag_manager.render_tags(),
        })

    @property
    def attr_recovery_point_id(self) -> str:
        """The permanent identifier: the ARN, if an import gives it or AWS Backup returns it at the start of the
        backup; otherwise backup-job/JOB-ID/CREATION-TIME.
        """
        return Token.as_string(self.get_att("RecoveryPointId"))

    @property
    def attr_recovery_point_arn(self) -> str:
        """The ARN of the recovery point, as soon as AWS Backup reports it. Its service is that of the backed-up
        resource, or `backup`.
        """
        return Token.as_string(self.get_att("RecoveryPointArn"))

    @property
    def attr_backup_vault_arn(self) -> str:
        """The ARN of the vault that holds the recovery point."""
        return Token.as_string(self.get_att("BackupVaultArn"))

    @property
    def attr_resource_type(self) -> str:
        """The kind of the backed-up resource, such as EFS or EBS."""
        return Token.as_string(self.get_att("ResourceType"))

    @property
    def attr_status(self) -> str:
        """CREATING, COMPLETED, AVAILABLE, PARTIAL, STOPPED, DELETING, EXPIRED, or a status that AWS Backup has
        added since. EXPIRED is still stored and billed.
        """
        return Token.as_string(self.get_att("Status"))

    @property
    def attr_creation_date(self) -> str:
        """When the recovery point was created, in ISO 8601."""
        return Token.as_string(self.get_att("CreationDate"))

    @property
    def attr_completion_date(self) -> str:
        """When the backup job was complete, in ISO 8601. For a continuous backup without such a date, the same
        as CreationDate.
        """
        return Token.as_string(self.get_att("CompletionDate"))

    @property
    def attr_is_encrypted(self) -> IResolvable:
        """Whether the recovery point is encrypted."""
        return self.get_att("IsEncrypted")

    @property
    def attr_is_parent(self) -> IResolvable:
        """Whether the recovery point is a composite that holds nested recovery points."""
        return self.get_att("IsParent")


class CfnVaultContents(CfnResource):
    """The CloudFormation resource Community::Backup::VaultContents: the contents of an AWS Backup vault: every
    recovery point in the vault is deleted when the stack is deleted, so that CloudFormation can delete the
    vault too. Checks nothing.
    """

    CFN_RESOURCE_TYPE_NAME = "Community::Backup::VaultContents"

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        backup_vault_name: str,
        include_existing: Optional[Union[bool, IResolvable]] = None,
        empty_on: Optional[str] = None,
    ) -> None:
        super().__init__(scope, id, type=self.CFN_RESOURCE_TYPE_NAME)
        # The vault whose recovery points are deleted with the stack. Neither the vault named Default nor one
        # that an AWS service made. A change replaces the resource.
        self.backup_vault_name = backup_vault_name
        # Whether the vault may hold recovery points when this resource is created. They are then deleted with
        # it. If false, the create fails for a vault that is not empty. A later change has no effect.
        self.include_existing = include_existing
        # When the deletion of this resource empties the vault: STACK_DELETION, only while its stack and, for a
        # nested stack, the outermost parent are being deleted; ANY_DELETION, also if the resource is removed
        # from the template or replaced. Never in a rollback.
        self.empty_on = empty_on

    @property
    def _cfn_properties(self) -> Dict[str, Any]:
        """The properties in the template."""
        return _given({
            "BackupVaultName": self.backup_vault_name,
            "IncludeExisting": self.include_existing,
            "EmptyOn": self.empty_on,
        })

    @property
    def attr_backup_vault_arn(self) -> str:
        """The ARN of the vault. Use it in copy actions: CloudFormation then deletes the plan before the contents
        of the vault.
        """
        return Token.as_string(self.get_att("BackupVaultArn"))
