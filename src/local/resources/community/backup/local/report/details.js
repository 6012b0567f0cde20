// What is said about each thing of a timeline: a title and pairs of label and value. The same for mouse, keyboard and
// screen reader.

function since(stack, time) {
  return `${clockTime(time - stack.begin, true)} (${new Date(time).toISOString()})`;
}

function ofInvocation(stack, resource, invocation, number) {
  return {
    title: `${invocation.action} of ${resource.logicalId}, invocation ${number}: ${invocation.status}`,
    pairs: [
      ["At", since(stack, invocation.begin)],
      ["Took", duration(invocation.end - invocation.begin)],
      ["Error code", invocation.errorCode],
      ["Message", invocation.message],
      ["Asked to wait", invocation.delaySeconds > 0 ? duration(invocation.delaySeconds * SECOND) : ""],
      ["Note", invocation.note],
      ["Calls", invocation.calls.map((call) => `${call.operation}: ${answerOf(call)}`).join("\n") || "none"],
      ["Request", invocation.token],
    ],
  };
}

function ofWait(stack, wait) {
  return {
    title: `Wait of ${duration(wait.to - wait.from)}`,
    pairs: [
      ["From", since(stack, wait.from)],
      ["To", since(stack, wait.to)],
      ["Asked for", wait.asked > 0 ? duration(wait.asked * SECOND) : "no wait: CloudFormation invokes again by itself"],
      ["For", wait.message],
    ],
  };
}

function ofCall(stack, call) {
  return {
    title: `${call.operation}: ${answerOf(call)}`,
    pairs: [
      ["At", since(stack, call.time)],
      ["About", call.subject],
      ["Carried out", call.effect ? "yes" : "no"],
      ["What went wrong", call.fault],
    ],
  };
}

function answerOf(call) {
  return [call.answer, call.detail].filter((text) => text !== "").join(", ") + (call.fault === "" ? "" : ` (${call.fault})`);
}

function ofStatus(stack, point, status) {
  return {
    title: `Recovery point: ${status.status}`,
    pairs: [
      ["From", since(stack, status.from)],
      ["For", duration(status.to - status.from) + (status.ends ? "" : ", and still so at the end")],
      ["AWS Backup says", status.message],
      ["Recovery point", point.arn],
      ["Backup of", point.resourceType],
      ["Vault", point.vault],
    ],
  };
}

function ofEvent(stack, event) {
  return {
    title: `${event.logicalId}: ${event.status}`,
    pairs: [
      ["At", since(stack, event.timestamp)],
      ["Reason", event.reason],
      ["Type", event.resourceType],
      ["Physical id", event.physicalId],
    ],
  };
}

function ofExternalEvent(stack, event) {
  return { title: `${event.actor}: ${event.action}`, pairs: [["At", since(stack, event.time)]] };
}

/** Details as elements. */
function rendered(details) {
  return [element("strong", {}, details.title), element("dl", {}, ...definitions(details.pairs))];
}
