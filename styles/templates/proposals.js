// The page of proposals: what is decided is kept in the browser until it is saved.
const kept = "rectoverso-review", said = JSON.parse(localStorage.getItem(kept) || "{}");
const lines = [...document.querySelectorAll(".line")];
const key = line => line.dataset.chapter + " " + line.dataset.id;
function show() {
  for (const line of lines) line.dataset.said = said[key(line)]?.decision || "";
  const count = lines.filter(line => line.dataset.said).length;
  document.getElementById("count").textContent = `${count} of ${lines.length} decided`;
  localStorage.setItem(kept, JSON.stringify(said));
}
function say(line, decision, after) {
  if (!decision) delete said[key(line)];
  else said[key(line)] = { chapter: line.dataset.chapter, id: line.dataset.id, decision, after };
  show();
}
function act(line, what) {
  const field = line.querySelector("input");
  if (what === "accept" && line.dataset.after !== undefined) say(line, "accept", line.dataset.after);
  if (what === "reject") say(line, "reject");
  if (what === "edit") say(line, "accept", field.value);
}
document.addEventListener("click", event => {
  const button = event.target.closest("button");
  if (button?.dataset.say) act(button.closest(".line"), button.dataset.say);
  if (button?.dataset.all) for (const line of button.closest("details").querySelectorAll(".line")) act(line, button.dataset.all);
});
document.addEventListener("keydown", event => {
  if (event.target.tagName === "INPUT") { if (event.key === "Enter") act(event.target.closest(".line"), "edit"); return; }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const line = document.activeElement.closest?.(".line"), shown = lines.filter(one => one.offsetParent);
  const go = step => shown[Math.min(shown.length - 1, Math.max(0, shown.indexOf(line) + step))]?.focus();
  switch (event.key) {
    case "j": go(1); break;
    case "k": go(-1); break;
    case "a": case "r": if (line) { act(line, event.key === "a" ? "accept" : "reject"); go(1); } break;
    case "e": if (line) { line.querySelector("input").select(); event.preventDefault(); } break;
    case "s": if (line) { say(line, ""); go(1); } break;
  }
});
function decisions() {
  const quoted = words => JSON.stringify(words).replaceAll("\x7f", "\\u007f");
  const here = new Set(lines.map(key));
  return Object.entries(said).filter(([place]) => here.has(place)).map(([, one]) => "[[decision]]\n" +
    Object.entries(one).filter(([, value]) => value !== undefined).map(([name, value]) => `${name} = ${quoted(value)}\n`).join("")).join("\n");
}
document.getElementById("save").addEventListener("click", async () => {
  const token = document.querySelector("meta[name=desk-token]")?.content;
  if (token) {
    const answer = await fetch("/decisions", { method: "POST", headers: { "x-desk": token }, body: decisions() });
    document.getElementById("count").textContent = await answer.text();
    return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([decisions()], { type: "application/toml" }));
  link.download = "decisions.toml";
  link.click();
});
show();
