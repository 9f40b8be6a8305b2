import {tellOfRandomKeys} from './random-keys-story.ts'

tellOfRandomKeys([3, 4, 5])
