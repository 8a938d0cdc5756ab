// The data stand in this file as base 64 of deflated JSON; the browser itself unpacks them.

async function unpack(id) {
  const text = document.getElementById(id).textContent.trim();
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

function cannotUnpack() {
  document.getElementById("wait").textContent =
    "This browser is too old to unpack the page. Chromium 111, Firefox 121 and Safari 16.4 or newer can.";
}

if (typeof DecompressionStream === "undefined") {
  cannotUnpack();
  return;
}
const DATA = await unpack("data");
document.getElementById("data").remove();
