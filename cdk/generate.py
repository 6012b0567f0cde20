#!/usr/bin/env python3
"""Writes the L1 construct of each resource type, such as CfnRecoveryPoint and CfnRecoveryPointProps, from its schema:

    generate.py FOLDER

They have the form of aws-cdk-lib's own L1 constructs for Java. What a schema can say and ours does not is an error here, not a
property of a wrong type.
"""
import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
import script_options  # noqa: E402
from resource_types import all_types  # noqa: E402

PACKAGE = "community.backup.cdk"


def lower(name):
    return name[0].lower() + name[1:]


def javadoc(text, indent):
    """A comment of one line or, where that is too long, of several."""
    text = re.sub(r"`([^`]*)`", r"{@code \1}", text)
    pad = " " * indent
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) > 110 - indent:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    lines.append(line)
    if len(lines) == 1:
        return f"{pad}/** {lines[0]} */\n"
    return f"{pad}/**\n" + "".join(f"{pad} * {each}\n" for each in lines) + f"{pad} */\n"


class Property:
    """A property of the schema, and what stands for it in Java."""

    def __init__(self, name, spec, schema):
        definition, described = None, spec
        if "$ref" in spec:
            definition = spec["$ref"].split("/")[-1]
            spec = schema["definitions"][definition]
        self.cfn, self.name = name, lower(name)
        self.description = described.get("description", spec.get("description"))
        self.struct = None
        pointer = f"/properties/{name}"
        self.read_only = pointer in schema.get("readOnlyProperties", [])
        self.required = name in schema.get("required", [])
        self.tags = pointer == schema.get("tagging", {}).get("tagProperty")
        if pointer in schema.get("createOnlyProperties", []):
            self.description += " A change replaces the resource."
        if self.tags:
            self.types = ["List<CfnTag>"]
        elif spec["type"] == "object" and "properties" in spec:
            self.struct = definition
            self.types = [f"{definition}Property", "IResolvable"]
        elif spec["type"] == "object" and "patternProperties" in spec:
            self.types = ["Map<String, String>", "IResolvable"]
        else:
            self.types = {"string": ["String"], "integer": ["Number"], "boolean": ["Boolean", "IResolvable"]}[spec["type"]]
        self.kind = spec["type"]
        # Several types are one field, as in aws-cdk-lib.
        self.type = self.types[0] if len(self.types) == 1 else "Object"

    @property
    def getter(self):
        return f"get{self.cfn}"


def members(name, schema):
    return [Property(member, spec, {**schema, "readOnlyProperties": [], "createOnlyProperties": [], "required": []})
            for member, spec in schema["definitions"][name]["properties"].items()]


def nullable(prop):
    return prop.type if prop.required else f"@Nullable {prop.type}"


def builder(owner, props, indent):
    """The nested class with which an owner that has these properties is made."""
    pad = " " * indent
    text = f"{pad}/** Sets the values of {{@link {owner}}}. */\n{pad}public static final class Builder {{\n"
    for prop in props:
        text += f"{pad}    private @Nullable {prop.type} {prop.name};\n"
    text += f"\n{pad}    private Builder() {{}}\n"
    for prop in props:
        for kind in prop.types:
            text += "\n" + javadoc(prop.description, indent + 4)
            text += f"{pad}    public Builder {prop.name}(@Nullable {kind} {prop.name}) {{\n"
            text += f"{pad}        this.{prop.name} = {prop.name};\n{pad}        return this;\n{pad}    }}\n"
    text += f"\n{pad}    /** What was set. */\n{pad}    public {owner} build() {{\n{pad}        return new {owner}(this);\n"
    return text + f"{pad}    }}\n{pad}}}\n"


def values_class(name, description, props, indent, rendered):
    """A class that only holds the values of properties."""
    pad = " " * indent
    modifier = "public static final" if indent else "public final"
    text = javadoc(description, indent) + f"{pad}{modifier} class {name} {{\n"
    for prop in props:
        text += f"{pad}    private final {nullable(prop)} {prop.name};\n"
    text += f"\n{pad}    private {name}(Builder builder) {{\n"
    for prop in props:
        given = f"builder.{prop.name}"
        if prop.required:
            given = f'Objects.requireNonNull({given}, "{prop.name} is required")'
        text += f"{pad}        {prop.name} = {given};\n"
    text += f"{pad}    }}\n\n{pad}    /** One without values. */\n{pad}    public static Builder builder() {{\n"
    text += f"{pad}        return new Builder();\n{pad}    }}\n"
    for prop in props:
        text += "\n" + javadoc(prop.description, indent + 4)
        text += f"{pad}    public {nullable(prop)} {prop.getter}() {{\n{pad}        return {prop.name};\n{pad}    }}\n"
    if rendered:
        text += f"\n{pad}    private Map<String, Object> render() {{\n"
        text += f"{pad}        Map<String, Object> values = new LinkedHashMap<>();\n"
        for prop in props:
            text += f'{pad}        put(values, "{prop.cfn}", {prop.name});\n'
        text += f"{pad}        return values;\n{pad}    }}\n"
    return text + "\n" + builder(name, props, indent + 4) + f"{pad}}}\n"


def attribute(prop):
    """The getter of an attribute."""
    java, given = {
        "string": ("String", f'Token.asString(getAtt("{prop.cfn}"))'),
        "boolean": ("IResolvable", f'getAtt("{prop.cfn}")'),
    }[prop.kind]
    text = "\n" + javadoc(prop.description, 4)
    return text + f"    public {java} getAttr{prop.cfn}() {{\n        return {given};\n    }}\n"


def tag_manager(tags):
    """What a construct with tags has for them: the end of its constructor, then members."""
    # The names of tags in the template are those of CloudFormation's key-value form.
    return f"""        cdkTagManager = new TagManager(
                TagType.KEY_VALUE,
                CFN_RESOURCE_TYPE_NAME,
                initialTags(props.{tags.getter}()),
                TagManagerOptions.builder().tagPropertyName("{tags.name}").build());
    }}

    private static @Nullable Map<String, String> initialTags(@Nullable List<CfnTag> tags) {{
        if (tags == null) {{
            return null;
        }}
        Map<String, String> values = new LinkedHashMap<>();
        tags.forEach(tag -> values.put(tag.getKey(), tag.getValue()));
        return values;
    }}

    /** The tags: those that it was given, and those of {{@code Tags.of(scope)}}. */
    @Override
    public TagManager getCdkTagManager() {{
        return cdkTagManager;
    }}
"""


def construct(name, schema, props, attributes):
    text = f"package {PACKAGE};\n\n"
    for used in ("java.util.LinkedHashMap", "java.util.List", "java.util.Map", "java.util.Objects",
                 "org.jspecify.annotations.Nullable", "software.amazon.awscdk.CfnResource",
                 "software.amazon.awscdk.CfnResourceProps", "software.amazon.awscdk.CfnTag",
                 "software.amazon.awscdk.IResolvable", "software.amazon.awscdk.ITaggableV2",
                 "software.amazon.awscdk.TagManager", "software.amazon.awscdk.TagManagerOptions",
                 "software.amazon.awscdk.TagType", "software.amazon.awscdk.Token", "software.constructs.Construct"):
        text += f"import {used};\n"
    # What the schema's linter wants every description to begin with.
    description = schema["description"].replace("Resource Type definition for ", "")
    text += "\n" + javadoc(f"The CloudFormation resource {schema['typeName']}: {description} Generated from schema.json; "
                           "checks nothing but that what is required is there.", 0)
    tags = next((prop for prop in props if prop.tags), None)
    text += f"public class {name} extends CfnResource{' implements ITaggableV2' if tags else ''} {{\n"
    text += "    /** The name of the resource type in templates. */\n"
    text += f'    public static final String CFN_RESOURCE_TYPE_NAME = "{schema["typeName"]}";\n\n'
    plain = [prop for prop in props if not prop.tags]
    for prop in plain:
        text += f"    private {nullable(prop)} {prop.name};\n"
    text += "    private final TagManager cdkTagManager;\n\n" if tags else "\n"
    text += "    /** The resource, with its values. */\n"
    text += f"    public {name}(Construct scope, String id, {name}Props props) {{\n"
    text += "        super(scope, id, CfnResourceProps.builder().type(CFN_RESOURCE_TYPE_NAME).build());\n"
    for prop in plain:
        text += f"        {prop.name} = props.{prop.getter}();\n"
    text += tag_manager(tags) if tags else "    }\n"
    text += f"""
    /** What stands in the template. The CDK asks for it when it synthesises. */
    @Override
    protected Map<String, Object> getCfnProperties() {{
        Map<String, Object> values = new LinkedHashMap<>();
"""
    for prop in plain:
        value = f"rendered({prop.name})" if prop.struct else prop.name
        text += f'        put(values, "{prop.cfn}", {value});\n'
    if tags:
        text += f'        put(values, "{tags.cfn}", cdkTagManager.renderTags());\n'
    text += """        return values;
    }

    private static void put(Map<String, Object> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
    }

"""
    structs = sorted({prop.struct for prop in plain if prop.struct})
    if structs:
        text += "    private static @Nullable Object rendered(@Nullable Object value) {\n"
    for struct in structs:
        text += f"        if (value instanceof {struct}Property given) {{\n            return given.render();\n        }}\n"
    if structs:
        text += "        return value;\n    }\n"
    for prop in plain:
        text += "\n" + javadoc(prop.description, 4)
        text += f"    public {nullable(prop)} {prop.getter}() {{\n        return {prop.name};\n    }}\n"
        for kind in prop.types:
            text += "\n" + javadoc(prop.description, 4)
            mark = "" if prop.required else "@Nullable "
            text += f"    public void set{prop.cfn}({mark}{kind} {prop.name}) {{\n        this.{prop.name} = {prop.name};\n    }}\n"
    for prop in attributes:
        text += attribute(prop)
    text += f"""
    /** Makes a {{@link {name}}}. */
    public static final class Builder {{
        private final Construct scope;
        private final String id;
        private final {name}Props.Builder props = {name}Props.builder();

        private Builder(Construct scope, String id) {{
            this.scope = scope;
            this.id = id;
        }}

        /** One without values. */
        public static Builder create(Construct scope, String id) {{
            return new Builder(scope, id);
        }}
"""
    for prop in props:
        for kind in prop.types:
            text += "\n" + javadoc(prop.description, 8)
            text += f"        public Builder {prop.name}(@Nullable {kind} {prop.name}) {{\n"
            text += f"            props.{prop.name}({prop.name});\n            return this;\n        }}\n"
    text += f"\n        /** The resource. */\n        public {name} build() {{\n"
    text += f"            return new {name}(scope, id, props.build());\n        }}\n    }}\n"
    for struct in structs:
        text += "\n" + values_class(f"{struct}Property", schema["definitions"][struct]["description"],
                                    members(struct, schema), 4, rendered=True)
    return text + "}\n"


def write(schema, folder):
    name = "Cfn" + schema["typeName"].split("::")[-1]
    every = [Property(each, spec, schema) for each, spec in schema["properties"].items()]
    props = [prop for prop in every if not prop.read_only]
    target = Path(folder, *PACKAGE.split("."))
    target.mkdir(parents=True, exist_ok=True)
    values = f"package {PACKAGE};\n\nimport java.util.List;\nimport java.util.Map;\nimport java.util.Objects;\n"
    values += "import org.jspecify.annotations.Nullable;\nimport software.amazon.awscdk.CfnTag;\n"
    values += "import software.amazon.awscdk.IResolvable;\n"
    for struct in sorted({prop.struct for prop in props if prop.struct}):
        values += f"import {PACKAGE}.{name}.{struct}Property;\n"
    values += "\n"
    values += values_class(f"{name}Props", f"The properties of a {{@link {name}}}.", props, 0, rendered=False)
    for file, text in ((f"{name}Props", values),
                       (name, construct(name, schema, props, [prop for prop in every if prop.read_only]))):
        path = target / f"{file}.java"
        # A file that stays as it is need not be compiled anew.
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    parser = script_options.Options("generate.py", "The head of cdk/generate.py")
    parser.add_argument("FOLDER")
    given = parser.parse_args()
    for each in all_types():
        write(json.loads(each.path("schema.json").read_text(encoding="utf-8")), given.FOLDER)
