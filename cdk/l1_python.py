"""The L1 constructs of generate.py in Python: one file for all resource types."""
import re

from l1_schema import folded

FILE = "community_backup.py"


def snake(name):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def docstring(text, indent):
    pad = " " * indent
    lines = folded(text, 110 - indent)
    if len(lines) == 1:
        return f'{pad}"""{lines[0]}"""\n'
    return f'{pad}"""' + f"\n{pad}".join(lines) + f'\n{pad}"""\n'


def comment(text, indent):
    return "".join(" " * indent + f"# {line}\n" for line in folded(text, 110 - indent))


def type_of(prop):
    plain = {
        "string": "str",
        "integer": "Union[int, float]",
        "boolean": "Union[bool, IResolvable]",
        "map": "Union[Mapping[str, str], IResolvable]",
        "struct": f'Union["{prop.struct}", Dict[str, Any], IResolvable]',
        "tags": "Sequence[Union[CfnTag, Dict[str, Any]]]",
    }[prop.kind]
    return plain if prop.required else f"Optional[{plain}]"


def values(props, indent):
    """The items of a dictionary of what the template has."""
    text = ""
    for prop in props:
        value = f"self.{snake(prop.name)}"
        if prop.struct:
            value = f"_rendered({value}, self.{prop.struct})"
        text += f'{" " * indent}"{prop.cfn}": {value},\n'
    return text


def struct_class(struct):
    text = "    @dataclass(frozen=True)\n" + f"    class {struct.name}:\n" + docstring(struct.description, 8)
    for member in struct.members:
        text += "\n" + comment(member.description, 8)
        text += f"        {snake(member.name)}: {type_of(member)} = None\n"
    text += "\n        def _render(self) -> Dict[str, Any]:\n            return _given({\n"
    return text + values(struct.members, 16) + "            })\n\n"


def attribute(prop):
    kind, given = {
        "string": ("str", f'Token.as_string(self.get_att("{prop.cfn}"))'),
        "boolean": ("IResolvable", f'self.get_att("{prop.cfn}")'),
    }[prop.kind]
    text = f"\n    @property\n    def attr_{snake(prop.cfn)}(self) -> {kind}:\n"
    return text + docstring(prop.description, 8) + f"        return {given}\n"


def construct(resource):
    tags = resource.tags
    text = "@jsii.implements(ITaggableV2)\n" if tags else ""
    text += f"class {resource.name}(CfnResource):\n" + docstring(f"{resource.description} Checks nothing.", 4) + "\n"
    text += f'    CFN_RESOURCE_TYPE_NAME = "{resource.type}"\n\n'
    for struct in resource.structs:
        text += struct_class(struct)
    text += "    def __init__(\n        self,\n        scope: Construct,\n        id: str,\n        *,\n"
    for prop in resource.props:
        text += f"        {snake(prop.name)}: {type_of(prop)}{'' if prop.required else ' = None'},\n"
    text += "    ) -> None:\n        super().__init__(scope, id, type=self.CFN_RESOURCE_TYPE_NAME)\n"
    for prop in resource.plain:
        text += comment(prop.description, 8)
        text += f"        self.{snake(prop.name)} = {snake(prop.name)}\n"
    if tags:
        text += f"""        self._tag_manager = TagManager(
            TagType.KEY_VALUE,
            self.CFN_RESOURCE_TYPE_NAME,
            dict(_key_and_value(tag) for tag in {snake(tags.name)} or ()),
            tag_property_name="{tags.name}",
        )

    @property
    def cdk_tag_manager(self) -> TagManager:
        \"\"\"The tags: those that it was given, and those of `Tags.of(scope)`.\"\"\"
        return self._tag_manager
"""
    text += '\n    @property\n    def _cfn_properties(self) -> Dict[str, Any]:\n        """The properties in the template."""\n'
    text += "        return _given({\n" + values(resource.plain, 12)
    if tags:
        text += f'            "{tags.cfn}": self._tag_manager.render_tags(),\n'
    text += "        })\n"
    for prop in resource.attributes:
        text += attribute(prop)
    return text


def write(resources, folder):
    text = '''"""L1 constructs for the resource types of Community::Backup.

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
'''
    for resource in resources:
        text += "\n\n" + construct(resource)
    return {folder / FILE: text}
