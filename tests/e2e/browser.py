"""A headless Chromium that is driven by keys alone, and what it can be asked about the page it shows."""
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

# What the driver says of an element whose page is just being replaced; after that it is stale.
LEAVING = "does not belong to the document"

# What the keyboard must be able to reach.
INTERACTIVE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"

# Text that stands out too little from its ground (WCAG 2.1, 1.4.3: 4.5, or 3 where it is large), with its measured ratio.
CONTRAST = """
const parse = text => { const n = text.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
const over = (top, ground) => [0, 1, 2].map(i => top[i] * top[3] + ground[i] * (1 - top[3]));
const light = rgb => { const c = rgb.map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
                       return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]; };
const canvas = matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255];
const ground = element => {
  const layers = [];
  for (let e = element; e; e = e.parentElement) layers.push(parse(getComputedStyle(e).backgroundColor));
  return layers.reverse().reduce((below, layer) => over(layer, below), canvas); };
const poor = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !element.getClientRects().length) continue;
  const style = getComputedStyle(element), size = parseFloat(style.fontSize);
  const below = ground(element);
  const colour = element.ownerSVGElement ? style.fill : style.color;
  if (colour === 'none') continue;
  const a = light(over(parse(colour), below)), b = light(below);
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
  if (ratio < (large ? 3 : 4.5)) poor.push(walker.currentNode.data.trim().slice(0, 40) + ' ' + ratio.toFixed(2));
}
return poor;
"""

# Anything by which a text could have become more than a text.
ACTIVE = """
const found = [...document.querySelectorAll('script, iframe, object, embed, base, form[action*=":"], a[href^="javascript:" i]')]
  .map(e => e.outerHTML.slice(0, 80));
for (const element of document.querySelectorAll('*'))
  for (const attribute of element.attributes)
    if (attribute.name.startsWith('on') || attribute.name === 'style') found.push(attribute.name + ' of ' + element.tagName);
if (window.breached) found.push('a script ran');
return found;
"""


def is_gone(element):
    """Whether the page that it stands on has been left."""
    try:
        element.is_enabled()
    except StaleElementReferenceException:
        return True
    except WebDriverException as error:
        if LEAVING not in str(error):
            raise
        return True
    return False


class Browser:
    def __init__(self):
        options = Options()
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                         "--window-size=1280,900", "--force-prefers-reduced-motion"):
            options.add_argument(argument)
        options.binary_location = "/usr/bin/chromium"
        self.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        self.driver.set_page_load_timeout(60)

    def quit(self):
        self.driver.quit()

    def open(self, url):
        self.driver.get(url)

    @property
    def url(self):
        return self.driver.current_url

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def go(self, *keys):
        """Presses keys that lead to another page, and waits until that page is there: a key press itself waits for nothing."""
        left = self.driver.find_element("tag name", "html")
        self.press(*keys)
        WebDriverWait(self.driver, 60, poll_frequency=0.05).until(lambda _: is_gone(left))
        WebDriverWait(self.driver, 60, poll_frequency=0.05).until(
            lambda driver: driver.execute_script("return document.readyState === 'complete';"))

    def scheme(self, name):
        """The colours that the reader prefers: "light" or "dark"."""
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia",
                                    {"features": [{"name": "prefers-color-scheme", "value": name}]})

    def paper(self, on):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print" if on else ""})

    def size(self, width, height):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                    {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def picture(self, path):
        self.driver.save_screenshot(str(path))

    def tab_to(self, condition, most=400):
        """Presses Tab until `condition` (JavaScript about `e`, the focused element) holds; whether it came to hold."""
        for _ in range(most):
            self.press(Keys.TAB)
            if self.run(f"const e = document.activeElement; return !!e && e !== document.body && !!({condition});"):
                return True
        return False

    def reached_by_tab(self):
        """How many interactive elements the page shows, how many the Tab key reaches, and those whose focus is not seen."""
        wanted = self.run("return [...document.querySelectorAll(arguments[0])].filter(e => e.getClientRects().length && "
                          "!e.disabled).length;", INTERACTIVE)
        self.run("window.reached = new Set(); window.unseen = [];"
                 "document.activeElement.blur(); window.getSelection().removeAllRanges(); window.scrollTo(0, 0);")
        for _ in range(wanted + 3):
            self.press(Keys.TAB)
            self.run("""
                const e = document.activeElement;
                if (!e || e === document.body || reached.has(e)) return;
                reached.add(e);
                const s = getComputedStyle(e);
                if (s.outlineStyle === 'none' || parseFloat(s.outlineWidth) < 2) unseen.push(e.outerHTML.slice(0, 80));""")
        return wanted, self.run("return [...reached].filter(e => e.matches(arguments[0])).length;", INTERACTIVE), \
            self.run("return unseen;")
