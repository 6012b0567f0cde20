"""The L1 constructs of generate.py in TypeScript: one file for all resource types."""
from l1_schema import folded

FILE = "community-backup.ts"


def comment(text, indent):
    """A comment of one line or, if that is too long, of several."""
    pad = " " * indent
    lines = folded(text, 110 - indent)
    if len(lines) == 1:
        return f"{pad}/** {lines[0]} */\n"
    return f"{pad}/**\n" + "".join(f"{pad} * {line}\n" for line in lines) + f"{pad} */\n"


def type_of(prop, owner):
    if prop.kind == "struct":
        return f"{owner}.{prop.struct} | IResolvable"
    return {
        "string": "string",
        "integer": "number",
        "boolean": "boolean | IResolvable",
        "map": "{ [name: string]: string } | IResolvable",
        "tags": "CfnTag[]",
    }[prop.kind]


def interface(name, description, props, owner, indent):
    pad = " " * indent
    text = comment(description, indent) + f"{pad}export interface {name} {{\n"
    for prop in props:
        mark = "" if prop.required else "?"
        text += comment(prop.description, indent + 2)
        text += f"{pad}  readonly {prop.name}{mark}: {type_of(prop, owner)};\n"
    return text + f"{pad}}}\n"


def attribute(prop):
    kind, given = {
        "string": ("string", f"Token.asString(this.getAtt('{prop.cfn}'))"),
        "boolean": ("IResolvable", f"this.getAtt('{prop.cfn}')"),
    }[prop.kind]
    return ("\n" + comment(prop.description, 2)
            + f"  public get attr{prop.cfn}(): {kind} {{\n    return {given};\n  }}\n")


def construct(resource):
    name, tags = resource.name, resource.tags
    text = comment(f"{resource.description} Checks nothing.", 0)
    text += f"export class {name} extends CfnResource{' implements ITaggableV2' if tags else ''} {{\n"
    text += "  /** The name of the resource type in templates. */\n"
    text += f"  public static readonly CFN_RESOURCE_TYPE_NAME = '{resource.type}';\n"
    if tags:
        text += "\n  /** The tags: those that it was given, and those of `Tags.of(scope)`. */\n"
        text += "  public readonly cdkTagManager: TagManager;\n"
    for prop in resource.plain:
        mark = "" if prop.required else "?"
        text += "\n" + comment(prop.description, 2)
        text += f"  public {prop.name}{mark}: {type_of(prop, name)};\n"
    text += f"\n  public constructor(scope: Construct, id: string, props: {name}Props) {{\n"
    text += f"    super(scope, id, {{ type: {name}.CFN_RESOURCE_TYPE_NAME }});\n"
    for prop in resource.plain:
        text += f"    this.{prop.name} = props.{prop.name};\n"
    if tags:
        text += f"    const tags = Object.fromEntries((props.{tags.name} ?? []).map(({{ key, value }}) => [key, value]));\n"
        text += f"    this.cdkTagManager = new TagManager(TagType.KEY_VALUE, {name}.CFN_RESOURCE_TYPE_NAME, tags, {{\n"
        text += f"      tagPropertyName: '{tags.name}',\n    }});\n"
    text += "  }\n\n  /** The properties in the template. */\n"
    text += "  protected override get cfnProperties(): { [name: string]: any } {\n    return {\n"
    for prop in resource.plain:
        value = f"render{prop.struct}(this.{prop.name})" if prop.struct else f"this.{prop.name}"
        text += f"      {prop.cfn}: {value},\n"
    if tags:
        text += f"      {tags.cfn}: this.cdkTagManager.renderTags(),\n"
    text += "    };\n  }\n"
    for prop in resource.attributes:
        text += attribute(prop)
    text += "}\n"
    if resource.structs:
        text += f"\nexport namespace {name} {{\n"
        text += "\n".join(interface(struct.name, struct.description, struct.members, name, 2) for struct in resource.structs)
        text += "}\n"
    for struct in resource.structs:
        text += f"\nfunction render{struct.name}(value: {name}.{struct.name} | IResolvable | undefined): any {{\n"
        text += "  if (value === undefined || Tokenization.isResolvable(value)) {\n    return value;\n  }\n  return {\n"
        for member in struct.members:
            text += f"    {member.cfn}: value.{member.name},\n"
        text += "  };\n}\n"
    return text


def write(resources, folder):
    text = "// Generated from the schemas of the resource types by cdk/generate.py of Community::Backup: do not edit.\n"
    text += "import {\n"
    for used in ("CfnResource", "CfnTag", "IResolvable", "ITaggableV2", "TagManager", "TagType", "Token", "Tokenization"):
        text += f"  {used},\n"
    text += "} from 'aws-cdk-lib';\nimport { Construct } from 'constructs';\n"
    for resource in resources:
        text += "\n" + interface(f"{resource.name}Props", f"The properties of a {resource.name}.", resource.props,
                                 resource.name, 0)
        text += "\n" + construct(resource)
    return {folder / FILE: text}
