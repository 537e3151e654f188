import { enumeratePromotions } from '../../kit/places/enumerate-promotions';

enumeratePromotions('stage');
