"""The L1 constructs of generate.py in Java, with the values of each in a class beside it."""
import re

from l1_schema import folded

PACKAGE = "community.backup.cdk"


def javadoc(text, indent):
    """A comment of one line or, where that is too long, of several."""
    text = re.sub(r"`([^`]*)`", r"{@code \1}", text)
    pad = " " * indent
    lines = folded(text, 111 - indent)
    if len(lines) == 1:
        return f"{pad}/** {lines[0]} */\n"
    return f"{pad}/**\n" + "".join(f"{pad} * {each}\n" for each in lines) + f"{pad} */\n"


def types(prop):
    """The types of which a value can be."""
    return {
        "string": ["String"],
        "integer": ["Number"],
        "boolean": ["Boolean", "IResolvable"],
        "map": ["Map<String, String>", "IResolvable"],
        "struct": [prop.struct, "IResolvable"],
        "tags": ["List<CfnTag>"],
    }[prop.kind]


def type_of(prop):
    """The type of the field: several types are one field, as in aws-cdk-lib."""
    return types(prop)[0] if len(types(prop)) == 1 else "Object"


def nullable(prop):
    return type_of(prop) if prop.required else f"@Nullable {type_of(prop)}"


def builder(owner, props, indent):
    """The nested class with which an owner that has these properties is made."""
    pad = " " * indent
    text = f"{pad}/** Sets the values of {{@link {owner}}}. */\n{pad}public static final class Builder {{\n"
    for prop in props:
        text += f"{pad}    private @Nullable {type_of(prop)} {prop.name};\n"
    text += f"\n{pad}    private Builder() {{}}\n"
    for prop in props:
        for kind in types(prop):
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
        text += f"{pad}    public {nullable(prop)} get{prop.cfn}() {{\n{pad}        return {prop.name};\n{pad}    }}\n"
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
                initialTags(props.get{tags.cfn}()),
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


def construct(resource):
    name, props, plain, tags = resource.name, resource.props, resource.plain, resource.tags
    text = f"package {PACKAGE};\n\n"
    for used in ("java.util.LinkedHashMap", "java.util.List", "java.util.Map", "java.util.Objects",
                 "org.jspecify.annotations.Nullable", "software.amazon.awscdk.CfnResource",
                 "software.amazon.awscdk.CfnResourceProps", "software.amazon.awscdk.CfnTag",
                 "software.amazon.awscdk.IResolvable", "software.amazon.awscdk.ITaggableV2",
                 "software.amazon.awscdk.TagManager", "software.amazon.awscdk.TagManagerOptions",
                 "software.amazon.awscdk.TagType", "software.amazon.awscdk.Token", "software.constructs.Construct"):
        text += f"import {used};\n"
    text += "\n" + javadoc(f"{resource.description} Generated from schema.json; checks nothing but that what is required is "
                           "there.", 0)
    text += f"public class {name} extends CfnResource{' implements ITaggableV2' if tags else ''} {{\n"
    text += "    /** The name of the resource type in templates. */\n"
    text += f'    public static final String CFN_RESOURCE_TYPE_NAME = "{resource.type}";\n\n'
    for prop in plain:
        text += f"    private {nullable(prop)} {prop.name};\n"
    text += "    private final TagManager cdkTagManager;\n\n" if tags else "\n"
    text += "    /** The resource, with its values. */\n"
    text += f"    public {name}(Construct scope, String id, {name}Props props) {{\n"
    text += "        super(scope, id, CfnResourceProps.builder().type(CFN_RESOURCE_TYPE_NAME).build());\n"
    for prop in plain:
        text += f"        {prop.name} = props.get{prop.cfn}();\n"
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
    if resource.structs:
        text += "    private static @Nullable Object rendered(@Nullable Object value) {\n"
    for struct in resource.structs:
        text += f"        if (value instanceof {struct.name} given) {{\n            return given.render();\n        }}\n"
    if resource.structs:
        text += "        return value;\n    }\n"
    for prop in plain:
        text += "\n" + javadoc(prop.description, 4)
        text += f"    public {nullable(prop)} get{prop.cfn}() {{\n        return {prop.name};\n    }}\n"
        for kind in types(prop):
            text += "\n" + javadoc(prop.description, 4)
            mark = "" if prop.required else "@Nullable "
            text += f"    public void set{prop.cfn}({mark}{kind} {prop.name}) {{\n        this.{prop.name} = {prop.name};\n    }}\n"
    for prop in resource.attributes:
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
        for kind in types(prop):
            text += "\n" + javadoc(prop.description, 8)
            text += f"        public Builder {prop.name}(@Nullable {kind} {prop.name}) {{\n"
            text += f"            props.{prop.name}({prop.name});\n            return this;\n        }}\n"
    text += f"\n        /** The resource. */\n        public {name} build() {{\n"
    text += f"            return new {name}(scope, id, props.build());\n        }}\n    }}\n"
    for struct in resource.structs:
        text += "\n" + values_class(struct.name, struct.description, struct.members, 4, rendered=True)
    return text + "}\n"


def write(resources, folder):
    """The files by their paths below the root of the sources."""
    package = folder.joinpath(*PACKAGE.split("."))
    files = {}
    for resource in resources:
        name = resource.name
        values = f"package {PACKAGE};\n\nimport java.util.List;\nimport java.util.Map;\nimport java.util.Objects;\n"
        values += "import org.jspecify.annotations.Nullable;\nimport software.amazon.awscdk.CfnTag;\n"
        values += "import software.amazon.awscdk.IResolvable;\n"
        for struct in resource.structs:
            values += f"import {PACKAGE}.{name}.{struct.name};\n"
        values += "\n"
        values += values_class(f"{name}Props", f"The properties of a {{@link {name}}}.", resource.props, 0, rendered=False)
        files[package / f"{name}Props.java"] = values
        files[package / f"{name}.java"] = construct(resource)
    return files
