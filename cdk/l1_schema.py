"""The schema of a resource type as the L1 constructs of generate.py see it, the same for every language."""
import textwrap


def lower(name):
    return name[0].lower() + name[1:]


def folded(text, width):
    """The lines of a comment."""
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


class Property:
    """A property of a resource, or a member of a struct."""

    def __init__(self, name, spec, schema, pointer=None):
        described, self.struct = spec, None
        if "$ref" in spec:
            definition = spec["$ref"].split("/")[-1]
            spec = schema["definitions"][definition]
        self.cfn, self.name = name, lower(name)
        self.description = described.get("description", spec.get("description"))
        self.read_only = pointer in schema.get("readOnlyProperties", [])
        self.required = bool(pointer) and name in schema.get("required", [])
        if pointer in schema.get("createOnlyProperties", []):
            self.description += " A change replaces the resource."
        if pointer and pointer == schema.get("tagging", {}).get("tagProperty"):
            self.kind = "tags"
        elif spec["type"] == "object" and "properties" in spec:
            self.kind, self.struct = "struct", f"{definition}Property"
        elif spec["type"] == "object" and "patternProperties" in spec:
            self.kind = "map"
        elif spec["type"] in ("string", "integer", "boolean"):
            self.kind = spec["type"]
        else:
            raise ValueError(f"{name}: no L1 construct can have a property of the type {spec['type']}.")


class Struct:
    """A definition of the schema that has members."""

    def __init__(self, definition, schema):
        self.name = f"{definition}Property"
        self.description = schema["definitions"][definition]["description"]
        self.members = [Property(name, spec, schema)
                        for name, spec in schema["definitions"][definition]["properties"].items()]


class Resource:
    """A resource type."""

    def __init__(self, schema):
        self.type = schema["typeName"]
        self.name = "Cfn" + self.type.split("::")[-1]
        # What the schema's linter wants every description to begin with.
        description = schema["description"].replace("Resource Type definition for ", "")
        self.description = f"The CloudFormation resource {self.type}: {description}"
        every = [Property(name, spec, schema, f"/properties/{name}") for name, spec in schema["properties"].items()]
        self.props = [prop for prop in every if not prop.read_only]
        self.attributes = [prop for prop in every if prop.read_only]
        self.tags = next((prop for prop in self.props if prop.kind == "tags"), None)
        self.plain = [prop for prop in self.props if prop.kind != "tags"]
        self.structs = [Struct(name, schema)
                        for name in sorted({prop.struct.removesuffix("Property") for prop in self.plain if prop.struct})]
