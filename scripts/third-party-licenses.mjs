// The bundle contains copies of other people's packages; their licences ask to be named with them.
import {readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

/** Writes name, version and licence text of every package that one of the modules comes from. */
export function writeThirdPartyLicenses(moduleIds, file) {
  const folders = new Set(moduleIds.flatMap(id => packageFolder(id) ?? []))
  writeFileSync(file, [...folders].sort().map(licenceOf).join('\n---\n\n'))
}

/** `…/node_modules/ink/build/index.js` lies in the package `…/node_modules/ink`. */
function packageFolder(moduleId) {
  return moduleId.match(/^.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+/)?.[0]
}

function licenceOf(folder) {
  const {name, version, license} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const texts = readdirSync(folder).filter(entry => /^(licen[cs]e|notice)(\.|$)/i.test(entry))
  const said = texts.map(entry => readFileSync(join(folder, entry), 'utf8').trim())
  return [`${name} ${version} (${license})`, ...said, ''].join('\n\n')
}
