// Generated from the schemas of the resource types by cdk/generate.py of Community::Backup: do not edit.
import {
  CfnResource,
  CfnTag,
  IResolvable,
  ITaggableV2,
  TagManager,
  TagType,
  Token,
  Tokenization,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** The properties of a CfnRecoveryPoint. */
export interface CfnRecoveryPointProps {
  /**
   * The vault that holds the recovery point. Vaults that AWS services made have names with slashes. A change
   * replaces the resource.
   */
  readonly backupVaultName: string;
  /**
   * The resource to back up. A new recovery point needs ResourceArn and IamRoleArn. A change replaces the
   * resource.
   */
  readonly resourceArn?: string;
  /**
   * The role with which AWS Backup makes the backup and later deletes it. It must outlive the recovery point. A
   * change replaces the resource.
   */
  readonly iamRoleArn?: string;
  /**
   * When AWS Backup moves the recovery point to cold storage and when it deletes it, in days after the start of
   * the backup job.
   */
  readonly lifecycle?: CfnRecoveryPoint.LifecycleProperty | IResolvable;
  /**
   * The tags of the recovery point: at most 50 together with the tags of the stack. AWS Backup can tag only
   * recovery points whose ARN has the service `backup`.
   */
  readonly tags?: CfnTag[];
  /** Options of the backup job, such as WindowsVSS: enabled. A change replaces the resource. */
  readonly backupOptions?: { [name: string]: string } | IResolvable;
  /**
   * Minutes within which the backup job must start: at least 60. The default of AWS Backup is 480. A change
   * replaces the resource.
   */
  readonly startWindowMinutes?: number;
  /**
   * Minutes within which the backup job must be complete. Like StartWindowMinutes, they count from the time for
   * which the backup was scheduled. A change replaces the resource.
   */
  readonly completeWindowMinutes?: number;
}

/**
 * The CloudFormation resource Community::Backup::RecoveryPoint: an AWS Backup recovery point: one backup in a
 * backup vault, taken on demand or imported, and deleted with its stack. Checks nothing.
 */
export class CfnRecoveryPoint extends CfnResource implements ITaggableV2 {
  /** The name of the resource type in templates. */
  public static readonly CFN_RESOURCE_TYPE_NAME = 'Community::Backup::RecoveryPoint';

  /** The tags: those that it was given, and those of `Tags.of(scope)`. */
  public readonly cdkTagManager: TagManager;

  /**
   * The vault that holds the recovery point. Vaults that AWS services made have names with slashes. A change
   * replaces the resource.
   */
  public backupVaultName: string;

  /**
   * The resource to back up. A new recovery point needs ResourceArn and IamRoleArn. A change replaces the
   * resource.
   */
  public resourceArn?: string;

  /**
   * The role with which AWS Backup makes the backup and later deletes it. It must outlive the recovery point. A
   * change replaces the resource.
   */
  public iamRoleArn?: string;

  /**
   * When AWS Backup moves the recovery point to cold storage and when it deletes it, in days after the start of
   * the backup job.
   */
  public lifecycle?: CfnRecoveryPoint.LifecycleProperty | IResolvable;

  /** Options of the backup job, such as WindowsVSS: enabled. A change replaces the resource. */
  public backupOptions?: { [name: string]: string } | IResolvable;

  /**
   * Minutes within which the backup job must start: at least 60. The default of AWS Backup is 480. A change
   * replaces the resource.
   */
  public startWindowMinutes?: number;

  /**
   * Minutes within which the backup job must be complete. Like StartWindowMinutes, they count from the time for
   * which the backup was scheduled. A change replaces the resource.
   */
  public completeWindowMinutes?: number;

  public constructor(scope: Construct, id: string, props: CfnRecoveryPointProps) {
    super(scope, id, { type: CfnRecoveryPoint.CFN_RESOURCE_TYPE_NAME });
    this.backupVaultName = props.backupVaultName;
    this.resourceArn = props.resourceArn;
    this.iamRoleArn = props.iamRoleArn;
    this.lifecycle = props.lifecycle;
    this.backupOptions = props.backupOptions;
    this.startWindowMinutes = props.startWindowMinutes;
    this.completeWindowMinutes = props.completeWindowMinutes;
    const tags = Object.fromEntries((props.tags ?? []).map(({ key, value }) => [key, value]));
    this.cdkTagManager = new TagManager(TagType.KEY_VALUE, CfnRecoveryPoint.CFN_RESOURCE_TYPE_NAME, tags, {
      tagPropertyName: 'tags',
    });
  }

  /** The properties in the template. */
  protected override get cfnProperties(): { [name: string]: any } {
    return {
      BackupVaultName: this.backupVaultName,
      ResourceArn: this.resourceArn,
      IamRoleArn: this.iamRoleArn,
      Lifecycle: renderLifecycleProperty(this.lifecycle),
      BackupOptions: this.backupOptions,
      StartWindowMinutes: this.startWindowMinutes,
      CompleteWindowMinutes: this.completeWindowMinutes,
      Tags: this.cdkTagManager.renderTags(),
    };
  }

  /**
   * The permanent identifier: the ARN, if an import gives it or AWS Backup returns it at the start of the
   * backup; otherwise backup-job/JOB-ID/CREATION-TIME.
   */
  public get attrRecoveryPointId(): string {
    return Token.asString(this.getAtt('RecoveryPointId'));
  }

  /**
   * The ARN of the recovery point, as soon as AWS Backup reports it. Its service is that of the backed-up
   * resource, or `backup`.
   */
  public get attrRecoveryPointArn(): string {
    return Token.asString(this.getAtt('RecoveryPointArn'));
  }

  /** The ARN of the vault that holds the recovery point. */
  public get attrBackupVaultArn(): string {
    return Token.asString(this.getAtt('BackupVaultArn'));
  }

  /** The kind of the backed-up resource, such as EFS or EBS. */
  public get attrResourceType(): string {
    return Token.asString(this.getAtt('ResourceType'));
  }

  /**
   * CREATING, COMPLETED, AVAILABLE, PARTIAL, STOPPED, DELETING, EXPIRED, or a status that AWS Backup has added
   * since. EXPIRED is still stored and billed.
   */
  public get attrStatus(): string {
    return Token.asString(this.getAtt('Status'));
  }

  /** When the recovery point was created, in ISO 8601. */
  public get attrCreationDate(): string {
    return Token.asString(this.getAtt('CreationDate'));
  }

  /**
   * When the backup job was complete, in ISO 8601. For a continuous backup without such a date, the same as
   * CreationDate.
   */
  public get attrCompletionDate(): string {
    return Token.asString(this.getAtt('CompletionDate'));
  }

  /** Whether the recovery point is encrypted. */
  public get attrIsEncrypted(): IResolvable {
    return this.getAtt('IsEncrypted');
  }

  /** Whether the recovery point is a composite that holds nested recovery points. */
  public get attrIsParent(): IResolvable {
    return this.getAtt('IsParent');
  }
}

export namespace CfnRecoveryPoint {
  /**
   * When AWS Backup moves the recovery point to cold storage and when it deletes it, in days after the start of
   * the backup job.
   */
  export interface LifecycleProperty {
    /**
     * Days until AWS Backup deletes the recovery point: 1 to 36500, or -1 for never. At least 90 more than
     * MoveToColdStorageAfterDays.
     */
    readonly deleteAfterDays?: number;
    /**
     * Days until the recovery point moves to cold storage: 1 to 36500, or -1 for never. Resource types without
     * cold storage ignore it, and drift detection then shows it as removed. EBS needs
     * OptInToArchiveForSupportedResources.
     */
    readonly moveToColdStorageAfterDays?: number;
    /**
     * Whether MoveToColdStorageAfterDays also applies to EBS snapshots, which AWS Backup then moves to the
     * archive tier.
     */
    readonly optInToArchiveForSupportedResources?: boolean | IResolvable;
  }
}

function renderLifecycleProperty(value: CfnRecoveryPoint.LifecycleProperty | IResolvable | undefined): any {
  if (value === undefined || Tokenization.isResolvable(value)) {
    return value;
  }
  return {
    DeleteAfterDays: value.deleteAfterDays,
    MoveToColdStorageAfterDays: value.moveToColdStorageAfterDays,
    OptInToArchiveForSupportedResources: value.optInToArchiveForSupportedResources,
  };
}

/** The properties of a CfnVaultContents. */
export interface CfnVaultContentsProps {
  /**
   * The vault whose recovery points are deleted with the stack. Neither the vault named Default nor one that an
   * AWS service made. A change replaces the resource.
   */
  readonly backupVaultName: string;
  /**
   * Whether the vault may hold recovery points when this resource is created. They are then deleted with it. If
   * false, the create fails for a vault that is not empty. A later change has no effect.
   */
  readonly includeExisting?: boolean | IResolvable;
  /**
   * When the deletion of this resource empties the vault: STACK_DELETION, only while its stack and, for a nested
   * stack, the outermost parent are being deleted; ANY_DELETION, also if the resource is removed from the
   * template or replaced. Never in a rollback.
   */
  readonly emptyOn?: string;
}

/**
 * The CloudFormation resource Community::Backup::VaultContents: the contents of an AWS Backup vault: every
 * recovery point in the vault is deleted when the stack is deleted, so that CloudFormation can delete the vault
 * too. Checks nothing.
 */
export class CfnVaultContents extends CfnResource {
  /** The name of the resource type in templates. */
  public static readonly CFN_RESOURCE_TYPE_NAME = 'Community::Backup::VaultContents';

  /**
   * The vault whose recovery points are deleted with the stack. Neither the vault named Default nor one that an
   * AWS service made. A change replaces the resource.
   */
  public backupVaultName: string;

  /**
   * Whether the vault may hold recovery points when this resource is created. They are then deleted with it. If
   * false, the create fails for a vault that is not empty. A later change has no effect.
   */
  public includeExisting?: boolean | IResolvable;

  /**
   * When the deletion of this resource empties the vault: STACK_DELETION, only while its stack and, for a nested
   * stack, the outermost parent are being deleted; ANY_DELETION, also if the resource is removed from the
   * template or replaced. Never in a rollback.
   */
  public emptyOn?: string;

  public constructor(scope: Construct, id: string, props: CfnVaultContentsProps) {
    super(scope, id, { type: CfnVaultContents.CFN_RESOURCE_TYPE_NAME });
    this.backupVaultName = props.backupVaultName;
    this.includeExisting = props.includeExisting;
    this.emptyOn = props.emptyOn;
  }

  /** The properties in the template. */
  protected override get cfnProperties(): { [name: string]: any } {
    return {
      BackupVaultName: this.backupVaultName,
      IncludeExisting: this.includeExisting,
      EmptyOn: this.emptyOn,
    };
  }

  /**
   * The ARN of the vault. Use it in copy actions: CloudFormation then deletes the plan before the contents of
   * the vault.
   */
  public get attrBackupVaultArn(): string {
    return Token.asString(this.getAtt('BackupVaultArn'));
  }
}
