package community.backup.local.cloudformation.resource;

/** A resource type in the registry: its schema and its handler. */
public record ResourceType(ResourceSchema schema, ResourceHandler handler) {}
